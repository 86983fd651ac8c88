import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'

/**
 * Runs this program again in as many processes as there are processors, each with its part of the work, and gathers what
 * they say.
 * @param module address of the file that each process runs; it reads its part, `I/N`, from POLICYBOOK_PART and sends one
 * message.
 * @returns the messages, in the order of the parts.
 * @throws {Error} when a process ends without a message.
 */
export function inParts<T>(module: URL, count = availableParallelism()): Promise<T[]> {
  return Promise.all(
    Array.from(
      { length: count },
      (_, index) =>
        new Promise<T>((done, failed) => {
          const child = fork(module, { env: { ...process.env, POLICYBOOK_PART: `${index}/${count}` } })
          let message: T | undefined
          child.on('message', (said) => {
            message = said as T
          })
          child.on('error', failed)
          child.on('exit', (code) =>
            message === undefined
              ? failed(new Error(`part ${index + 1} of ${count} ended with ${code}`))
              : done(message),
          )
        }),
    ),
  )
}
