// The colours of a line of YAML. Only the line is looked at: a brace or a text that goes on over
// lines is coloured all the same, as its words are.

/** @typedef {{text: string, kind: string}} Piece kind: a class, or empty */

const TOKEN = new RegExp(
  [
    /(?<comment>(?:^|(?<=\s))#.*)/,
    /(?<key>"(?:[^"\\]|\\.)*"(?=:(?:\s|$))|(?<=^\s*(?:- +)*|[{,]\s*)[A-Za-z_(*/][^\s:,{}[\]#"']*(?=:(?:\s|$))|(?<=^\s*(?:- +)*)[A-Za-z_][\w .*/-]*(?=:(?:\s|$)))/,
    /(?<text>"(?:[^"\\]|\\.)*"?|'[^']*'?)/,
    /(?<number>(?<![\w.+:/-])[-+]?\d[\d.]*(?:ms|[smhd])?(?![\w.:/-]))/,
    /(?<word>(?<=[:,[{-]\s*)(?:true|false|null|~)(?=\s*(?:[,}\]#]|$)))/,
    /(?<sign>[{}[\],]|:(?=\s|$)|^\s*-(?=\s|$)|(?<=^\s*)-(?=\s))/,
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

/**
 * A line in pieces, each of one colour.
 * @param {string} line
 * @returns {Piece[]}
 */
export function piecesOf(line) {
  const pieces = [];
  let end = 0;
  for (const found of line.matchAll(TOKEN)) {
    const at = found.index ?? 0;
    if (at > end) pieces.push({ text: line.slice(end, at), kind: "" });
    const [kind] = Object.entries(found.groups ?? {}).find(([, text]) => text !== undefined) ?? [
      "",
    ];
    pieces.push({ text: found[0], kind });
    end = at + found[0].length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end), kind: "" });
  return pieces;
}
