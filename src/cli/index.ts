import { adoptAddresses } from '../catalogue/read-site-config.ts'
import { formatProblem, ProblemError } from '../schema/problem.ts'

type Command = (argv: string[]) => Promise<number>

/** Every command: its module is loaded only when it is called. */
const commands: Record<string, { about: string; load: () => Promise<Command> }> = {
  site: {
    about: 'ingest, build and serve the default catalogue [--no-serve] [--port N]',
    load: async () => {
      adoptAddresses()
      return (await import('./site.ts')).siteCommand
    },
  },
  ingest: {
    about: 'list the servers and write their snapshots [id…] [--accept] [--no-install] [--evaluation]',
    load: async () => (await import('./ingest.ts')).ingestCommand,
  },
  build: {
    about: 'build the site from the snapshots [--unlocked]',
    load: async () => {
      adoptAddresses()
      return (await import('./build.ts')).buildCommand
    },
  },
  serve: { about: 'serve the built site [--port N]', load: async () => (await import('./serve.ts')).serveCommand },
  verify: {
    about:
      'check every snippet by the rules and programs of its target [--no-clients] [--record] [--mutate] [--breaks]',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  check: {
    about:
      'check what people wrote in content/ against the snapshots, the CVE records and the names of standards [--sources FOLDER]',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  facts: {
    about: 'write content/cves from official CVE records --sources FOLDER (a copy of CVEProject/cvelistV5)',
    load: async () => (await import('./facts.ts')).factsCommand,
  },
  review: {
    about:
      'have the definitions of a server read by the rubric ID, or read two filled sheets ID --read A B [THIRD] [--out FOLDER] [--people]',
    load: async () => (await import('./review.ts')).reviewCommand,
  },
  eval: {
    about:
      'measure the classifier alone, without reviews and hints, on labelled tools [--labels FILE | --harm FILE | --consistency] [--json] [--hints] [--errors] [--record ID] [--bulk FOLDER]',
    load: async () => (await import('./eval.ts')).evalCommand,
  },
  fit: {
    about:
      'fit the model that doubts mild ratings to the reviews and to labelled sets, and measure it [--labels FILE]… [--write]',
    load: async () => (await import('./fit.ts')).fitCommand,
  },
  policy: {
    about: 'the policy of one or more servers --target T [--posture P] [KEY=]ID…',
    load: async () => (await import('./policy.ts')).policyCommand,
  },
  lint: {
    about: 'find rules in your policy files that have no effect FILE|FOLDER|-… [--help]',
    load: async () => (await import('./lint-policy.ts')).lintPolicyCommand,
  },
  'lint-policy': {
    about: 'the same as lint',
    load: async () => (await import('./lint-policy.ts')).lintPolicyCommand,
  },
  stack: {
    about: 'what several servers make possible together ID…',
    load: async () => (await import('./stack.ts')).stackCommand,
  },
  test: { about: 'lint, types and all tests', load: async () => (await import('./test.ts')).testCommand },
}

async function main([name = '', ...argv]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    if (name !== '' && name !== '--help') console.error(`${name}: no such command.\n`)
    const width = Math.max(...Object.keys(commands).map((one) => one.length))
    console.log('npm run policybook -- COMMAND\n')
    for (const [one, { about }] of Object.entries(commands)) console.log(`  ${one.padEnd(width)}  ${about}`)
    return name === '--help' ? 0 : 2
  }
  try {
    return await (await command.load())(argv)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    for (const problem of error.problems) console.error(formatProblem(problem))
    return 1
  }
}

process.exitCode = await main(process.argv.slice(2))
