-- Whose call a request is: read by HAProxy (haproxy.cfg) and by Envoy (../envoy/envoy.yaml).
--
-- The simulator itself finds the tenant in the same way. What it could read in another way than
-- this file is refused here: the call would reach a replica that does not have the tenant.

local CONTROL = "/_simulator/"
local DEFAULT = "default"
local FORM = "application/x-www-form-urlencoded"
-- Of forms: as many bytes as a proxy holds beside the headers, and as many parameters as the
-- simulator reads.
local MOST_BYTES, MOST_PARAMETERS = 16384, 1000

local function refuse(code, message)
  error({ code = code, message = message }, 0)
end

-- Whether a text is UTF-8. The simulator replaces what is not, so that several texts are one name.
local function is_utf8(text)
  local at = 1
  while at <= #text do
    local first, second = text:byte(at, at + 1)
    local more = first < 0x80 and 0
      or first >= 0xC2 and first < 0xE0 and 1
      or first >= 0xE0 and first < 0xF0 and 2
      or first >= 0xF0 and first < 0xF5 and 3
    if not more then
      return false
    end
    second = second or 0
    if first == 0xE0 and second < 0xA0 or first == 0xED and second > 0x9F
      or first == 0xF0 and second < 0x90 or first == 0xF4 and second > 0x8F
      or not text:sub(at + 1, at + more):match("^[\128-\191]*$") or at + more > #text then
      return false
    end
    at = at + 1 + more
  end
  return true
end

local function checked(name, where)
  if not is_utf8(name) then
    refuse("AmbiguousTenant", "the name of the tenant in " .. where .. " is not UTF-8")
  end
  return name
end

-- A percent sign that two hexadecimal digits do not follow stands for itself.
local function decoded(text)
  return (text:gsub("%%(%x%x)", function(digits)
    return string.char(tonumber(digits, 16))
  end))
end

-- Names as they are written in the maps and in the log: as one part of a URL.
local function encoded(name)
  return (name:gsub("[^%w_.~-]", function(letter)
    return string.format("%%%02X", letter:byte())
  end))
end

-- The parameters of a query or a form, as pairs.
local function pairs_of(text)
  local found = {}
  for part in text:gmatch("[^&]+") do
    local name, value = part:match("^(.-)=(.*)$")
    name, value = (name or part):gsub("%+", " "), (value or ""):gsub("%+", " ")
    table.insert(found, { decoded(name), decoded(value) })
  end
  return found
end

-- The AccessKey id of the header Authorization: `acs KEY:SIGNATURE`, or
-- `ACS3-HMAC-SHA256 Credential=KEY,SignedHeaders=...,Signature=...`.
local function signer(header)
  local scheme, rest = header:match("^(%S+) (.*)$")
  if scheme == "acs" then
    return rest:match("^%s*([^:%s][^:]*):")
  elseif scheme == "ACS3-HMAC-SHA256" then
    local _, times = rest:gsub("Credential=", "")
    if times > 1 then
      refuse("AmbiguousTenant", "the header Authorization names two credentials")
    end
    return rest:match("Credential=([^,%s]+)")
  end
  return nil
end

-- The parameters of a form; none if the body is something else.
local function form_of(request)
  if request.header("content-type"):lower():sub(1, #FORM) ~= FORM then
    return {}
  end
  local encoding = request.header("content-encoding"):lower()
  if encoding ~= "" and encoding ~= "identity" then
    refuse("UnsupportedContentEncoding", "the proxy looks for the AccessKeyId in forms: send"
      .. " them as they are, or sign in the header Authorization")
  end
  local body = request.body(MOST_BYTES)
  local _, ands = (body or ""):gsub("&", "")
  if not body or ands >= MOST_PARAMETERS then
    refuse("FormTooLarge", "the proxy looks for the AccessKeyId in forms of at most "
      .. MOST_BYTES .. " bytes and " .. MOST_PARAMETERS .. " parameters: send less, or sign in the"
      .. " header Authorization")
  end
  return pairs_of(body)
end

-- The key by which a call of the service is signed; `default` for those that are not.
local function key_of(request)
  local key = signer(request.header("authorization"))
  if key then
    return checked(key, "the header Authorization")
  end
  if request.path ~= "/" then
    return DEFAULT
  end
  -- A call of the style RPC: it has an action. The last one of several parameters counts, and the
  -- form comes after the query.
  local given = {}
  for _, pair in ipairs(pairs_of(request.query)) do
    given[pair[1]] = pair[2]
  end
  for _, pair in ipairs(form_of(request)) do
    given[pair[1]] = pair[2]
  end
  local action = given.Action or ""
  if action == "" then
    action = request.header("x-acs-action")
  end
  local id = given.AccessKeyId or ""
  return action ~= "" and id ~= "" and checked(id, "AccessKeyId") or DEFAULT
end

-- The first value of a parameter of the control plane; empty if it is not there.
local function parameter(request, name)
  for _, pair in ipairs(pairs_of(request.query)) do
    if pair[1] == name then
      return pair[2]
    end
  end
  return ""
end

-- The tenant that a call of the control plane is about, and the replica that it names.
local function named_in(request)
  local replica = parameter(request, "replica")
  if replica == "" then
    replica = request.header("x-simulator-replica")
  end
  local part = request.path:sub(#CONTROL + 1):match("^/*tenants/([^/]+)")
  if part then
    return checked(decoded(part), "the path"), replica
  end
  local tenant = parameter(request, "tenant")
  if tenant ~= "" then
    return checked(tenant, "?tenant="), replica
  end
  tenant = request.header("x-simulator-tenant")
  return tenant ~= "" and checked(tenant, "X-Simulator-Tenant") or DEFAULT, replica
end

-- What a request says: `key` for a call of the service, or `tenant` and perhaps `replica` for one
-- of the control plane, encoded; or `code` and `message` of a refusal.
--
-- A request has `path` and `query` as sent, `header(name)`, which gives the first one or nothing,
-- and `body(most)`, which gives nil for one that is longer.
local function find(request)
  local is_read, said = pcall(function()
    if (request.path .. request.query):find("#", 1, true) then
      refuse("BadRequest", "a URL that is sent has no fragment")
    end
    if request.path:sub(1, #CONTROL) ~= CONTROL then
      return { key = encoded(key_of(request)) }
    end
    local tenant, replica = named_in(request)
    return { tenant = encoded(tenant), replica = encoded(replica) }
  end)
  if not is_read and type(said) ~= "table" then
    error(said, 0)
  end
  return said
end

-- ---- HAProxy

if core then
  core.register_action("find_tenant", { "http-req" }, function(txn)
    local said = find({
      path = txn.f:path() or "",
      query = txn.f:query() or "",
      header = function(name)
        return txn.f:req_fhdr(name, 1) or ""
      end,
      body = function(most)
        local body = txn.f:req_body() or ""
        local is_whole = #body == (tonumber(txn.f:req_body_size()) or 0)
        return is_whole and #body <= most and body or nil
      end,
    })
    for name, value in pairs(said) do
      txn:set_var("txn." .. name, value)
    end
  end)
end

-- ---- Envoy: each of its threads reads the maps at its start, and learns by itself

local function read_map(name)
  local found = {}
  for line in io.lines(name) do
    local key, value = line:match("^([^#%s]%S*)%s+(%S+)%s*$")
    if key then
      found[key] = value
    end
  end
  return found
end

local tenants, homes = {}, {}
if not core then
  tenants, homes = read_map("tenants.map"), read_map("homes.map")
end

function envoy_on_request(handle)
  -- What a handle gives is of no use any more once a body has been waited for.
  local function header(name)
    return handle:headers():getAtIndex(name, 0) or ""
  end
  local function note(name, value)
    handle:streamInfo():dynamicMetadata():set("envoy.filters.http.lua", name, value)
  end
  -- Without it a call is refused, also if this function fails.
  handle:headers():remove("x-simulator-proxy-cluster")
  local path, query = header(":path"):match("^([^?]*)%??(.*)$")
  note("path", (path:gsub("(/tokens?/)[^/]+", "%1-")))
  local said = find({
    path = path,
    query = query,
    header = header,
    body = function(most)
      if (tonumber(header("content-length")) or 0) > most then
        return nil
      end
      local buffer = handle:body()
      local length = buffer and buffer:length() or 0
      return length <= most and (length > 0 and buffer:getBytes(0, length) or "") or nil
    end,
  })
  if said.code then
    local words = string.format('"code":"%s","message":"%s"', said.code, said.message)
    local body = "{" .. words .. "," .. words:gsub('"code"', '"Code"'):gsub('"message"', '"Message"')
      .. "}"
    handle:respond({ [":status"] = "400", ["content-type"] = "application/json" }, body)
    return
  end
  local tenant = said.tenant or tenants[said.key] or said.key
  local home = said.replica
  if not home or home == "" then
    home = homes[tenant]
  end
  note("tenant", tenant)
  handle:headers():replace("x-simulator-proxy-tenant", tenant)
  handle:headers():replace("x-simulator-proxy-cluster", home or "replicas")
end

function envoy_on_response(handle)
  local moved_to = handle:headers():get("x-simulator-moved-to")
  local noted = handle:streamInfo():dynamicMetadata():get("envoy.filters.http.lua")
  if moved_to and noted and noted.tenant then
    homes[noted.tenant] = moved_to
  end
end
