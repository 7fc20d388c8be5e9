import type { ErrorCode } from 'yaml';

interface Wording {
  zh: string;
  en: string;
}

const INDENT: Wording = {
  zh: '缩进不对：同一层的键或条目必须左对齐，[ ] 和 { } 之内的各行要缩进得更深，并且要有结尾的 ] 或 }。',
  en: 'The indentation is wrong: keys or items of one level begin in one column; lines within [ ] and { } stand further in, and the closing ] or } must be there.',
};
const COLON: Wording = {
  zh: '此处应为“键: 值”：冒号要用半角，后面要有空格，键要写在一行之内。',
  en: 'This should be "key: value": an ASCII colon with a space after it, and the key on one line.',
};
const QUOTES: Wording = {
  zh: '此处的文字不能这样书写：请把整个值加上引号，引号要成对，双引号之内的 \\ 写作 \\\\。',
  en: 'Text cannot be written like this: put the whole value in quotation marks, in pairs, and write \\\\ for \\ within double ones.',
};
const PLAIN: Wording = {
  zh: '方案不用 YAML 的标签（!）、锚点（&）、别名（*）和指令（%）：请删去，并在此处直接写出内容。以这些符号开头的文字请加引号。',
  en: 'A pack uses no tags (!), anchors (&), aliases (*) or directives (%) of YAML: remove it and write out what it stands for. Put text that begins with such a sign in quotation marks.',
};
const KEY: Wording = {
  zh: '键应为文字，不能是列表或键值。值若以 { 或 [ 开头，请加引号。',
  en: 'A key must be text, not a list or a mapping. Put a value that begins with { or [ in quotation marks.',
};

/** What an author of a pack does about each error that the parser knows. */
export const YAML_WORDING: Readonly<Record<ErrorCode, Wording>> = {
  ALIAS_PROPS: PLAIN,
  BAD_ALIAS: PLAIN,
  BAD_COLLECTION_TYPE: PLAIN,
  BAD_DIRECTIVE: PLAIN,
  BAD_PROP_ORDER: PLAIN,
  MULTIPLE_ANCHORS: PLAIN,
  MULTIPLE_TAGS: PLAIN,
  TAG_RESOLVE_FAILED: PLAIN,
  BAD_DQ_ESCAPE: QUOTES,
  BAD_SCALAR_START: QUOTES,
  BAD_INDENT: INDENT,
  TAB_AS_INDENT: {
    zh: '不能用制表符（Tab）缩进，请改用空格。',
    en: 'Tabs cannot indent: use spaces.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '一行里有两个“键: 值”，或列表缩进不对：每个键另起一行；值之内若有“: ”，请加引号。',
    en: 'Two "key: value" on one line, or a list that is indented wrongly: begin each key on its own line; put a value that contains ": " in quotation marks.',
  },
  BLOCK_IN_FLOW: {
    zh: '[ ] 或 { } 之内不能再用分行的列表或键值，请用逗号隔开。',
    en: 'Within [ ] or { } there can be no lists or mappings over several lines: separate with commas.',
  },
  DUPLICATE_KEY: {
    zh: '这个键在同一处已经写过，只能写一次。请删去其中一处。',
    en: 'This key stands here already and must be unique: remove one of the two.',
  },
  KEY_OVER_1024_CHARS: COLON,
  MULTILINE_IMPLICIT_KEY: COLON,
  MISSING_CHAR: {
    zh: '此处少了符号：请检查引号是否成对，冒号、“-”和 # 前后的空格，条目之间的逗号，以及结尾的 ] 或 }。',
    en: 'A sign is missing here: check that quotation marks come in pairs, the spaces around colons, "-" and #, the commas between items, and the closing ] or }.',
  },
  MULTIPLE_DOCS: {
    zh: '一个文件只能有一份内容：请删去这里的“---”，或把其后的部分另存为一个文件。',
    en: 'A file holds one document: remove the "---" here, or move what follows to a file of its own.',
  },
  NON_STRING_KEY: KEY,
  RESOURCE_EXHAUSTION: {
    zh: '[ ] 或 { } 嵌套太深。请检查是否少了结尾的 ] 或 }。',
    en: 'Too many [ ] or { } within each other: check whether a closing ] or } is missing.',
  },
  UNEXPECTED_TOKEN: {
    zh: '此处的符号或文字是多余的：请检查引号、逗号、括号是否成对；引号之后不能再有文字。',
    en: 'This sign or text is out of place: check quotation marks, commas and brackets; nothing may follow a closing quotation mark.',
  },
  IMPOSSIBLE: INDENT,
};

/** Aliases are YAML, but a pack is read line by line by people: nothing in it stands for something written elsewhere. */
export const ALIAS_WORDING: Wording = PLAIN;
