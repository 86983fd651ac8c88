/**
 * Why a file whose keys are tools cannot hold a name: readers in JavaScript drop this one key, to keep hostile text from
 * changing every object.
 */
export function refuseRecordName(name: string): string | undefined {
  return name === '__proto__' ? 'A tool is named “__proto__”, which readers of such files drop.' : undefined
}
