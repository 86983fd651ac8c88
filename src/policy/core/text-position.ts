/** A place in a file as editors count: lines and columns from 1, columns in UTF-16 code units. */
export interface Position {
  line: number
  column: number
}

/** Finds lines and columns; the text is read once. */
export class TextPositions {
  readonly #starts: number[] = [0]

  constructor(text: string) {
    for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) this.#starts.push(index + 1)
  }

  /** The place of an offset. */
  at(offset: number): Position {
    let [low, high] = [0, this.#starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 }
  }
}
