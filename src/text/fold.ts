import { isPlain, replaceUnseen } from './invisible.ts'

/** A text without the disguises that a reader does not see, and the way back to what was sent. */
export interface Folded {
  text: string
  /** For each unit of `text`, where its character begins in the text as sent; absent where both are the same. */
  starts?: number[]
  /** For each unit of `text`, where its character ends in the text as sent. */
  ends?: number[]
}

/**
 * Folds a text: compatibility forms become plain ones (NFKC: full-width, mathematical and circled letters, ligatures),
 * accents and vowel points fall away, Arabic and Persian forms of a letter become one, unseen characters vanish, and in
 * words that mix alphabets, letters that look Latin become Latin. Case stays. Plain ASCII is given back as it is.
 */
export function fold(text: string): Folded {
  if (isPlain(text)) return { text }
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    if (isPlain(cluster)) {
      folded += cluster
      for (let unit = index; unit < index + cluster.length; unit++) {
        starts.push(unit)
        ends.push(unit + 1)
      }
      continue
    }
    const piece = foldCluster(cluster)
    folded += piece
    for (let unit = 0; unit < piece.length; unit++) {
      starts.push(index)
      ends.push(index + cluster.length)
    }
  }
  return { text: latinised(folded), starts, ends }
}

/** The place in the text as sent of a place in the folded one. */
export function unfold({ starts, ends }: Folded, start: number, end: number): { start: number; end: number } {
  if (!starts || !ends || end <= start) return { start, end }
  return { start: starts[start] as number, end: ends[end - 1] as number }
}

// Runs of ASCII, and pieces that are composed before they are read: Hangul in single letters, kana with a voicing mark.
const CLUSTER = /[\t\n\r -~]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3040-\u30ff][\u3099\u309a]|./gsu

// Accents; Hebrew and Arabic vowel points and the Arabic lengthening stroke; dots below letters in Hindi and Bengali.
const MARKS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u093c\u09bc]/g
const ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}]/u

// One form where Arabic, Persian and Urdu write a letter differently.
const ARABIC: Record<string, string> = {
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ے: 'ي',
  ئ: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
}

// Unseen characters that are drawn as a line break or as a blank.
const BREAK = /[\u000b\u000c\u0085\u2028\u2029]/
const BLANK = /[\u2800\u3164\uffa0\u115f\u1160]/

// Letters that NFKC leaves as they are: small capitals, and white letters on dark circles and squares.
const STYLED = letters('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz')
const DARK = [0x1f150, 0x1f170, 0x1f1e6]

function plainLetter(cluster: string): string | undefined {
  const point = cluster.codePointAt(0) ?? 0
  const first = DARK.find((from) => point >= from && point < from + 26)
  return first === undefined ? STYLED[cluster] : String.fromCharCode(97 + point - first)
}

const cache = new Map<string, string>()
const LARGEST_CACHE = 20_000

function foldCluster(cluster: string): string {
  const known = cache.get(cluster)
  if (known !== undefined) return known
  const plain = replaceUnseen(cluster, (char) => (BREAK.test(char) ? '\n' : BLANK.test(char) ? ' ' : ''))
  const whole = plainLetter(plain) ?? plain.normalize('NFKC')
  const piece = (ACCENTED.test(whole) ? whole.normalize('NFKD') : whole)
    .replace(MARKS, '')
    .replace(/\p{Script=Arabic}/gu, (letter) => ARABIC[letter] ?? letter)
  if (cache.size < LARGEST_CACHE) cache.set(cluster, piece)
  return piece
}

// Cyrillic and Greek letters that are drawn as Latin ones. Source: Unicode Technical Standard 39, confusables.txt.
const LATIN: Record<string, string> = {
  ...letters('асеорхуіјѕһԁԛԝкмтв', 'aceopxyijshdqwkmtb'),
  ...letters('АВЕКМНОРСТХІЈЅУ', 'ABEKMHOPCTXIJSY'),
  ...letters('ανοριτυκχ', 'avopitukx'),
  ...letters('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'),
}

function letters(from: string, to: string): Record<string, string> {
  return Object.fromEntries([...from].map((letter, index) => [letter, to.charAt(index)]))
}

const MIXED = /[\u0370-\u052f]/
const WORD = /[A-Za-z\u0370-\u052f]+/g

/** Words of Latin and look-alike letters in Latin letters alone; as long as before, unit by unit. */
function latinised(text: string): string {
  if (!MIXED.test(text)) return text
  return text.replace(WORD, (word) =>
    /[A-Za-z]/.test(word) && MIXED.test(word) ? word.replace(/[^A-Za-z]/g, (letter) => LATIN[letter] ?? letter) : word,
  )
}
