"""Requests that real clients signed: what went over the wire, what was signed, and the signature.

R1 to R12 and A1 to A4 were recorded from the clients: aliyun-python-sdk-core 2.16.1 (R1 to R4),
alibabacloud_tea_openapi 0.4.6 (R5, R6, A1 to A3), @alicloud/pop-core 1.8.0 (R7), aliyungo of 2018
(R8, R9) and @alicloud/cs20151215 7.2.0 (A4), R10 to R12 from aliyun-python-sdk-core 2.3.5 with
aliyun-python-sdk-cs 2.2.1, under Python 2.7. W1 to W6 were computed with the functions of the two
Python SDKs, W7 as aliyungo signed before it named the version.
"""

from dataclasses import dataclass, field
from typing import Any

from cs_simulator.domain.instants import SECOND
from cs_simulator.signing.authorization import ACS, ACS3
from cs_simulator.signing.credentials import Credential, Keyring
from cs_simulator.signing.request import SignedRequest, by_name

# Real instants at which the requests were fresh.
IN_2026 = 1_795_438_800 * SECOND  # 2026-11-23T13:00:00Z
IN_2018 = 1_515_380_645 * SECOND  # 2018-01-08T03:04:05Z

RECORDED = ("testid", "testsecret")
WORKED = ("LTAI4EXAMPLEACCESSKEYID0", "ExampleAccessKeySecret0123456789")
CLUSTER = "/clusters/c0123456789abcdef0123456789abcdef"
VERSION = {"x-acs-version": "2015-12-15"}
NO_BODY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
SMALL_HASH = "d9d719b27480b55cd4918020e7473e716ed3569c8adafe926cf9b10b4f8ef064"
BODY = (
    b'{"name":"my-test-cluster","size":1,"instance_type":"ecs.n1.small","network_mode":"vpc",'
    b'"vpc_id":"vpc-2zeexample","vswitch_id":"vsw-2zeexample","subnet_cidr":"172.28.1.0/24",'
    b'"password":"TestPwd124","data_disk_category":"cloud_ssd","data_disk_size":40,'
    b'"need_slb":true,"io_optimized":"optimized","release_eip_flag":false}'
)


@dataclass(frozen=True, kw_only=True)
class Vector:
    """A signed request. ``text`` is what was signed; for ACS3 the canonical request, if known."""

    name: str
    method: str
    target: str
    headers: dict[str, str]
    signature: str
    pair: tuple[str, str] = RECORDED
    body: bytes = b""
    text: str = ""
    signed_headers: str = ""
    hash: str = ""
    """Of the canonical request, where only that is known."""
    now: int = IN_2026
    scheme: str = field(default=ACS)

    @property
    def request(self) -> SignedRequest:
        """The request, with the header that carries the signature."""
        key = self.pair[0]
        if self.scheme == ACS:
            header = f"acs {key}:{self.signature}"
        else:
            header = (
                f"{ACS3} Credential={key},SignedHeaders={self.signed_headers},"
                f"Signature={self.signature}"
            )
        headers = by_name([*self.headers.items(), ("Authorization", header)])
        return SignedRequest(self.method, self.target, headers, self.body)

    @property
    def keyring(self) -> Keyring:
        """A keyring with the key that signed it."""
        keyring = Keyring()
        keyring.put(Credential(access_key_id=self.pair[0], secret=self.pair[1]))
        return keyring


def _legacy(
    name: str, method: str, target: str, action: str, signature: str, **more: Any
) -> Vector:
    """A request of the legacy Python SDK, which sends no nonce."""
    headers = {
        "Accept": "application/json",
        "Date": "Mon, 23 Nov 2026 13:00:00 GMT",
        "x-acs-action": action,
        "x-acs-region-id": "cn-beijing",
        "x-acs-signature-method": "HMAC-SHA1",
        "x-acs-signature-version": "1.0",
        "x-sdk-client": "python/2.0.0",
        **VERSION,
        **more.pop("headers", {}),
    }
    return Vector(
        name=name, method=method, target=target, headers=headers, signature=signature, **more
    )


def _sha1(name: str, method: str, target: str, nonce: str, signature: str, **more: Any) -> Vector:
    """A request of any other client that signs with HMAC-SHA1."""
    headers = {
        "accept": "application/json",
        "date": "Mon, 23 Nov 2026 13:00:00 GMT",
        "x-acs-signature-method": "HMAC-SHA1",
        "x-acs-signature-nonce": nonce,
        "x-acs-signature-version": "1.0",
        **VERSION,
        **more.pop("headers", {}),
    }
    return Vector(
        name=name, method=method, target=target, headers=headers, signature=signature, **more
    )


_LEGACY_TAIL = (
    "x-acs-region-id:cn-beijing\nx-acs-signature-method:HMAC-SHA1\n"
    "x-acs-signature-version:1.0\nx-acs-version:2015-12-15\n"
)
_MONDAY = "Mon, 23 Nov 2026 13:00:00 GMT"
_SMALL = b'{"name":"a","size":1}'
_MD5 = {"Content-MD5": "DgYDz1zLYblnkOWoa9GnvA=="}
_QUERY = "name=my+test%2F%E4%B8%AD%E6%96%87%2A~"
_TEA_NONCE = "0123456789abcdef0123456789abcdef"


def _tail(nonce: str, more: str = "") -> str:
    return (
        f"{more}x-acs-signature-method:HMAC-SHA1\nx-acs-signature-nonce:{nonce}\n"
        "x-acs-signature-version:1.0\nx-acs-version:2015-12-15\n"
    )


HMAC_SHA1 = (
    _legacy(
        "R1", "POST", "/clusters?RegionId=cn-beijing", "CreateCluster",
        "n9T0lNxCjoQo3i2XjFln0wQ8e40=",
        headers={"Content-Type": "application/json", **_MD5}, body=_SMALL,
        text=f"POST\napplication/json\nDgYDz1zLYblnkOWoa9GnvA==\napplication/json\n{_MONDAY}\n"
        f"x-acs-action:CreateCluster\n{_LEGACY_TAIL}/clusters?RegionId=cn-beijing",
    ),
    _legacy(
        "R2", "POST", "/clusters?RegionId=cn-beijing", "CreateCluster",
        "v0Nr3yhI0jWPY05iGlQLMxJWCW4=",
        headers={"Content-Type": "application/octet-stream", **_MD5}, body=_SMALL,
        text="POST\napplication/json\nDgYDz1zLYblnkOWoa9GnvA==\napplication/octet-stream\n"
        f"{_MONDAY}\nx-acs-action:CreateCluster\n{_LEGACY_TAIL}/clusters?RegionId=cn-beijing",
    ),
    _legacy(
        "R3", "GET", f"/clusters?{_QUERY}&RegionId=cn-beijing", "DescribeClusters",
        "+Ehyckw4yL3Pi+KkYmmJ+EDfpuE=",
        text=f"GET\napplication/json\n\n\n{_MONDAY}\nx-acs-action:DescribeClusters\n{_LEGACY_TAIL}"
        "/clusters?RegionId=cn-beijing&name=my test/中文*~",
    ),
    _legacy(
        "R4", "DELETE", f"{CLUSTER}?RegionId=cn-beijing", "DeleteCluster",
        "F9LEWRbT+210Fb1KHwGeNfu8iNA=", headers={"Content-Length": "0"},
        text=f"DELETE\napplication/json\n\n\n{_MONDAY}\nx-acs-action:DeleteCluster\n{_LEGACY_TAIL}"
        f"{CLUSTER}?RegionId=cn-beijing",
    ),
    _sha1(
        "R5", "POST", "/clusters", _TEA_NONCE, "z8kNqpMYNa72+sLSdG7KTPB1gHQ=",
        headers={
            "content-type": "application/json; charset=utf-8",
            "x-acs-action": "CreateCluster",
            "x-acs-credentials-provider": "static_ak",
        },
        body=b'{"name":"a"}',
        text=f"POST\napplication/json\n\napplication/json; charset=utf-8\n{_MONDAY}\n"
        + _tail(_TEA_NONCE, "x-acs-action:CreateCluster\nx-acs-credentials-provider:static_ak\n")
        + "/clusters",
    ),
    _sha1(
        "R6", "GET", CLUSTER, _TEA_NONCE, "2xYfDCmcwkzTQ8pHOkHBw8usS1k=",
        headers={
            "Content-Type": "application/octet-stream",
            "Content-Length": "0",
            "x-acs-action": "DescribeClusterDetail",
            "x-acs-credentials-provider": "static_ak",
        },
        # The client signs no type, and the library below it sends one.
    ),
    _sha1(
        "R7", "GET", "/clusters?name=my%20test%2F%E4%B8%AD%E6%96%87*~",
        "f5c5798ae9e24d45f333f66edbe28773", "5g4UAiTFKgx2+4VIKXoaBLd67Vs=",
        headers={"content-md5": "1B2M2Y8AsgTpgAmY7PhCfg=="},
        text=f"GET\napplication/json\n1B2M2Y8AsgTpgAmY7PhCfg==\n\n{_MONDAY}\n"
        + _tail("f5c5798ae9e24d45f333f66edbe28773")
        + "/clusters?name=my test/中文*~",
    ),
    _sha1(
        "R8", "GET", f"/clusters?{_QUERY}", "11RHKDG5TupAV0mSyTiyuUFKKZnOTFX4",
        "hx4Mokq85ID44W/bCT5pajZu/o0=",
        headers={"date": "Mon, 23 Nov 2026 13:56:49 GMT"}, now=IN_2026 + 3409 * SECOND,
        # The client signs the target as it is on the wire.
    ),
    _sha1(
        "R9", "POST", "/clusters/c1/name/%E6%96%B0", "2YULaupcWZPr81fe9pBdDOKEGwQ_4F44",
        "ERdffbsc3m4gukN1HiqsOhihJhU=",
        headers={"date": "Mon, 23 Nov 2026 13:56:49 GMT"}, now=IN_2026 + 3409 * SECOND,
        text="POST\napplication/json\n\n\nMon, 23 Nov 2026 13:56:49 GMT\n"
        + _tail("2YULaupcWZPr81fe9pBdDOKEGwQ_4F44")
        + "/clusters/c1/name/%E6%96%B0",
    ),
    _sha1(
        "W1", "POST", "/clusters", "f63659d4-10ac-483b-99da-ea8fde61eae3",
        "a49QBbpfJl6txW1CNXfdc4CC3bM=",
        headers={
            "date": "Mon, 08 Jan 2018 03:04:05 GMT",
            "Content-Type": "application/json",
            "Content-MD5": "5JwOPdFks923KkFMMJqHew==",
            "x-acs-region-id": "cn-beijing",
        },
        body=BODY, pair=WORKED, now=IN_2018,
        text="POST\napplication/json\n5JwOPdFks923KkFMMJqHew==\napplication/json\n"
        "Mon, 08 Jan 2018 03:04:05 GMT\n"
        + _tail("f63659d4-10ac-483b-99da-ea8fde61eae3", "x-acs-region-id:cn-beijing\n")
        + "/clusters",
    ),
    _legacy(
        "W2", "DELETE",
        "/clusters/c978ca3eaacd3409a9437db07598f1f69/ip/10.1.0.123"
        "?releaseInstance=true&force=false&RegionId=cn-beijing",
        "DeleteClusterNode", "KbeeaAzS4hUGS+GKfoZu9iNfacY=",
        headers={"Date": "Mon, 08 Jan 2018 03:04:05 GMT"}, pair=WORKED, now=IN_2018,
        text="DELETE\napplication/json\n\n\nMon, 08 Jan 2018 03:04:05 GMT\n"
        f"x-acs-action:DeleteClusterNode\n{_LEGACY_TAIL}"
        "/clusters/c978ca3eaacd3409a9437db07598f1f69/ip/10.1.0.123"
        "?RegionId=cn-beijing&force=false&releaseInstance=true",
    ),
    _sha1(
        "W3", "GET", "/clusters?name=%E6%B5%8B%E8%AF%95+a&clusterType=", "n1",
        "5Ob5YC5NMDCkqbaegh6AD70hUFc=",
        headers={"date": "Mon, 08 Jan 2018 03:04:05 GMT"}, pair=WORKED, now=IN_2018,
        # This client signs an empty value without its sign.
    ),
)  # fmt: skip

_OLDEST = {
    "Accept": "application/octet-stream",
    "Date": "Thu, 26 Nov 2026 00:30:56 GMT",
    "x-acs-signature-method": "HMAC-SHA1",
    "x-acs-signature-version": "1.0",
}
_OLDEST_NOW = 1_795_653_056 * SECOND

# Clients of 2015 to early 2018 name no version.
WITHOUT_VERSION = (
    Vector(
        name="R10", method="GET", target="/clusters?RegionId=cn-beijing", headers=_OLDEST,
        signature="UcwpHWRiKvSQj2qn8/zqw9/8b1M=", now=_OLDEST_NOW,
    ),
    Vector(
        name="R11", method="POST", target="/clusters?RegionId=cn-beijing",
        headers={
            **_OLDEST,
            "Content-MD5": "S9bRbPNmCRRUxgGdPWP5uw==",
            "Content-Type": "application/json",
        },
        body=b'{"name":"my-test-cluster","size":1}',
        signature="7XM6dU9Www0XMD2oqwObsOuxps8=", now=_OLDEST_NOW,
    ),
    Vector(
        name="R12", method="GET", target=f"{CLUSTER}?RegionId=cn-beijing", headers=_OLDEST,
        signature="gQghmj501GrthGVlQr86s3MgrGk=", now=_OLDEST_NOW,
    ),
    Vector(
        name="W7", method="GET", target="/clusters?name=my+test",
        headers={
            "Accept": "application/json",
            "Date": "Mon, 08 Jan 2018 03:04:05 GMT",
            "x-acs-region-id": "cn-beijing",
            "x-acs-signature-method": "HMAC-SHA1",
            "x-acs-signature-nonce": "2YULaupcWZPr81fe9pBdDOKEGwQ_4F44",
            "x-acs-signature-version": "1.0",
        },
        signature="K/L+pVuzTUuJUjdw+l8JC55G/ic=", now=IN_2018,
    ),
)  # fmt: skip

_TEA = "x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;"
_TEA += "x-acs-signature-nonce;x-acs-version"


def _acs3(
    name: str,
    method: str,
    target: str,
    signature: str,
    signed_headers: str,
    headers: dict[str, str],
    **more: Any,
) -> Vector:
    date = more.pop("date", "2026-11-23T13:00:00Z")
    return Vector(
        name=name, method=method, target=target, signature=signature, scheme=ACS3,
        signed_headers=signed_headers,
        headers={"x-acs-date": date, "accept": "application/json", **VERSION, **headers},
        **more,
    )  # fmt: skip


def _tea(action: str, sha256: str = NO_BODY_HASH) -> dict[str, str]:
    return {
        "host": "127.0.0.1:39471",
        "user-agent": "ua",
        "x-acs-action": action,
        "x-acs-content-sha256": sha256,
        "x-acs-credentials-provider": "static_ak",
        "x-acs-signature-nonce": _TEA_NONCE,
    }


_WORKED = {
    "content-type": "application/json; charset=utf-8",
    "host": "cs.cn-beijing.aliyuncs.com",
    "user-agent": "example/1.0",
    "x-acs-action": "CreateCluster",
    "x-acs-content-sha256": "229c0888e63a1137ed8e1549528cb2b32fc516d1d4f01f148b7072306b33d118",
    "x-acs-signature-nonce": "f63659d410ac483b99dada8fde61eae3",
}
_WORKED_MORE = {"pair": WORKED, "now": IN_2018, "date": "2018-01-08T03:04:05Z"}
_NODE_NONCE = "da470ee0b9505cd0599802a07e36fdeadc58540cf8c777024ca41cd1d9b80c62"

ACS3_HMAC_SHA256 = (
    _acs3(
        "A1", "POST", "/clusters",
        "3e737da20dd88f8d640d75c22f82d43194fcfa787894f24eadbec842ddbe9de6",
        f"accept;content-type;host;user-agent;{_TEA}",
        {**_tea("CreateCluster", SMALL_HASH), "content-type": "application/json; charset=utf-8"},
        body=b'{"name":"a"}',
        hash="f13d2a27759eb41e9266650acac8ed4c6e6bc5f6007341ac22a30662b21dfcfb",
        text="POST\n/clusters\n\naccept:application/json\n"
        "content-type:application/json; charset=utf-8\nhost:127.0.0.1:39471\nuser-agent:ua\n"
        f"x-acs-action:CreateCluster\nx-acs-content-sha256:{SMALL_HASH}\n"
        "x-acs-credentials-provider:static_ak\nx-acs-date:2026-11-23T13:00:00Z\n"
        f"x-acs-signature-nonce:{_TEA_NONCE}\nx-acs-version:2015-12-15\n\n"
        f"accept;content-type;host;user-agent;{_TEA}\n{SMALL_HASH}",
    ),
    _acs3(
        "A2", "GET", f"/clusters?{_QUERY}",
        "d53ecaaa3dfa0ad866f17f83b95df92bb2f3682b862c60b688de8b1d3d0facb8",
        f"accept;host;user-agent;{_TEA}", _tea("DescribeClusters"),
        hash="878f9f0f91a69932a0345897acf90eb5fe6f24e54df2b0906dd060770b5bd2ca",
    ),
    _acs3(
        "A3", "GET", CLUSTER,
        "12efd2fc8979b68d2e3c776b8d9cd6310fb572f751e69bb8e6e3e74b03d4a2de",
        f"accept;host;user-agent;{_TEA}",
        # The type is the asynchronous client's, and is not signed.
        {**_tea("DescribeClusterDetail"), "Content-Type": "application/octet-stream"},
        hash="3e0fb507d570255153e65bc71f94968a2474c1c77b5db0358b5a91dcb359545d",
    ),
    _acs3(
        "A4", "POST", "/clusters",
        "af5f1a3b683c55bc6909b7405966d05df3193f6a8ea516c224b32243872ca3d9",
        f"content-type;host;{_TEA}",
        {
            **_tea("CreateCluster", SMALL_HASH),
            "content-type": "application/json; charset=utf-8",
            "x-acs-signature-nonce": _NODE_NONCE,
        },
        body=b'{"name":"a"}', date="2026-11-23T13:57:07Z", now=IN_2026 + 3427 * SECOND,
    ),
    _acs3(
        "W4", "POST", "/clusters",
        "96bc48ce65671dbedec736d172a840197b36c70ffc24ccaa35d0cc51c6cc1b35",
        "accept;content-type;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-date;"
        "x-acs-signature-nonce;x-acs-version",
        _WORKED, body=BODY, **_WORKED_MORE,
        hash="03fab64dcda4c15e0c45b79f4f31beda1cfc6e160c9b95baf06217a4ad05ae6f",
    ),
    _acs3(
        "W5", "POST", "/clusters",
        "4d6b245c2e15e30874d853f7324d64e6681ba3113015b60fc397dc7a7952685b",
        "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;"
        "x-acs-version",
        _WORKED, body=BODY, **_WORKED_MORE,
    ),
    _acs3(
        "W6", "GET", "/clusters?clusterType=Swarm&name=%E6%B5%8B%E8%AF%95%20a",
        "e05bd6a913b6f91eb6b2aa3300fe8655ea790b05761b3be1f2d60b524d9b48dd",
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
        {
            "host": "cs.cn-beijing.aliyuncs.com",
            "x-acs-action": "DescribeClusters",
            "x-acs-signature-nonce": "n1",
            "x-acs-content-sha256": NO_BODY_HASH,
        },
        **_WORKED_MORE,
    ),
)  # fmt: skip

VECTORS = (*HMAC_SHA1, *WITHOUT_VERSION, *ACS3_HMAC_SHA256)
