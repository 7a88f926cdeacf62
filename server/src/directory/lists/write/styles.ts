/** The looks that cells of our workbooks have. The order is that of `cellXfs` below. */
export const looks = [
  'plain',
  'heading',
  'date',
  'bad',
  'doubtful',
  'good',
  'title',
  'muted',
  'badDate',
  'wrapped',
] as const;
export type Look = (typeof looks)[number];

const font = (more = '') => `<font>${more}<sz val="12"/><name val="Times New Roman"/><family val="1"/></font>`;
const fill = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/></patternFill></fill>`;
const side = (name: string) => `<${name} style="thin"><color rgb="FFBFC7D1"/></${name}>`;
const xf = (format: number, fontId: number, fillId: number, border: number, align = '') =>
  `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${align ? ' applyAlignment="1"' : ''}>${align}</xf>`;
const wrap = '<alignment vertical="top" wrapText="1"/>';
const centre = '<alignment horizontal="center" vertical="center" wrapText="1"/>';

/** Text everywhere (format 49): a code keeps its leading zeros when somebody edits it. */
export const stylesXml = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>',
  `<fonts count="5">${font()}${font('<b/>')}<font><b/><sz val="15"/><name val="Times New Roman"/><family val="1"/></font>`,
  `${font('<color rgb="FF1A6B3C"/>')}${font('<color rgb="FF6B7480"/>')}</fonts>`,
  '<fills count="6"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
  `${fill('DCE6F2')}${fill('F8CBC6')}${fill('FFF2C6')}${fill('F2F4F7')}</fills>`,
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${side('left')}${side('right')}${side('top')}${side('bottom')}<diagonal/></border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${looks.length}">`,
  xf(49, 0, 0, 0),
  xf(49, 1, 2, 1, centre),
  xf(164, 0, 0, 0),
  xf(49, 0, 3, 1),
  xf(49, 0, 4, 1),
  xf(49, 3, 0, 0),
  xf(49, 2, 0, 0),
  xf(49, 4, 0, 0),
  xf(164, 0, 3, 1),
  xf(49, 0, 0, 0, wrap),
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');
