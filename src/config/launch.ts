import { dockerImage, hostOf, type Launch, npmPackage, program, pypiPackage } from './names.ts'

/** Programs that start another one inside of them, beside shells. */
const MAX_WRAPPERS = 6

/** Shells with the option behind which a whole command stands. */
const SHELLS = new Set(['sh', 'bash', 'zsh', 'fish', 'dash', 'ash', 'pwsh', 'powershell'])
/** Programs that start what stands behind `--`. */
const BEHIND_DASHES = new Set([
  'dotenv',
  'dotenvx',
  'op',
  'doppler',
  'infisical',
  'aws-vault',
  'mise',
  'varlock',
  'chamber',
])

/** The options of a program that may come before what it starts. Behind any other option nothing is read: it could be its value. */
interface Options {
  /** With a value in the next word, or behind `=`. */
  values: ReadonlySet<string>
  /** Without a value; undefined where every other option counts as one. */
  switches?: ReadonlySet<string>
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const NPX: Options = {
  values: words(
    '-p --package -c --call --registry --cache --userconfig --prefix -w --workspace --loglevel --node-options',
  ),
  switches: words(
    '-y --yes -q --quiet -s --silent --no --no-install --offline --prefer-offline --prefer-online --ignore-existing --ignore-scripts --foreground-scripts --bun --no-audit --no-fund --no-update-notifier',
  ),
}
const UV: Options = {
  values: words(
    '--from --spec --with --with-editable --with-requirements -w -p --python --index-url -i --extra-index-url --index --default-index --directory --project --env-file --cache-dir --config-file --refresh-package --extra --group --color --keyring-provider -f --find-links --constraints -c --overrides --allow-insecure-host --prerelease --resolution --python-platform --link-mode --exclude-newer --package',
  ),
  switches: words(
    '-q --quiet -v --verbose -n --no-cache --refresh --isolated --offline --native-tls --system-certs --no-config --no-progress -U --upgrade --frozen --locked --no-sync --no-project --active --dev --no-dev --all-extras --all-groups --exact --managed-python --no-managed-python --no-python-downloads --reinstall --no-build --no-env-file -s --script',
  ),
}
const NODE: Options = {
  values: words('-r --require --import --loader --experimental-loader -C --conditions --env-file'),
}
const PYTHON: Options = { values: words('-W -X') }
const DENO: Options = { values: words('-c --config --import-map --lock --cert --seed -L --log-level --location') }
/** Source: docs.docker.com/reference/cli/docker/container/run, and podman's own. */
const DOCKER: Options = {
  switches: words(
    '-i -t -d -P -q --interactive --tty --detach --rm --init --privileged --read-only --publish-all --no-healthcheck --oom-kill-disable --sig-proxy --disable-content-trust --quiet --use-api-socket --replace --tls-verify --rmi',
  ),
  values: words(
    '-e --env --env-file -v --volume --mount --name --network --net --network-alias -p --publish -u --user -w --workdir --entrypoint --platform --pull -l --label --label-file --add-host -h --hostname -m --memory --memory-swap --memory-reservation --cpus --cpu-shares -c --cpuset-cpus --restart --cap-add --cap-drop --security-opt --gpus --ulimit --tmpfs --dns --dns-search --dns-option --log-driver --log-opt --shm-size --ipc --pid --pids-limit --userns --uts --device --expose --volumes-from --volume-driver --link -a --attach --stop-signal --stop-timeout --runtime --group-add --sysctl --isolation --cgroupns --cgroup-parent --cidfile --domainname --ip --ip6 --mac-address --secret --pod --annotation --detach-keys --storage-opt --health-cmd --health-interval',
  ),
}

/** Packages that reach a server at an address, for clients that start programs only. */
const BRIDGES = new Set([
  'mcp-remote',
  'mcp-remote-client',
  'supergateway',
  'mcp-proxy',
  '@modelcontextprotocol/client-remote',
])

/**
 * What a command starts, from the words that name a package, an image or a program. Words that are none of these are read
 * past and never kept.
 * @param words program and arguments.
 */
export function launchOf(words: readonly string[]): Launch {
  let left = words
  for (let turn = 0; turn < MAX_WRAPPERS; turn++) {
    const inner = unwrapped(left)
    if (inner === undefined) break
    left = inner
  }
  return startedBy(left)
}

/** What a shell or a wrapper starts; undefined where the words are no wrapper, or hide what they start. */
function unwrapped(words: readonly string[]): readonly string[] | undefined {
  const [first = '', ...rest] = words
  const name = nameOf(first)
  if (name === 'cmd') return rest.slice(rest.findIndex((word) => !/^\/[a-z]$/i.test(word)))
  if (SHELLS.has(name)) {
    const at = rest.findIndex((word) => /^-(?:[a-z]*c|command)$/i.test(word))
    const command = rest[at + 1]
    return at < 0 || command === undefined ? undefined : simpleWords(command)
  }
  if (name === 'env') {
    const at = rest.findIndex((word, index) => !/^-|=/.test(word) && rest[index - 1] !== '-u')
    return at < 0 ? undefined : rest.slice(at)
  }
  if (name === 'wsl') {
    const at = rest.findIndex(
      (word, index) => !word.startsWith('-') && !/^(?:-d|--distribution|-u|--user|--cd)$/.test(rest[index - 1] ?? ''),
    )
    return at < 0 ? undefined : rest.slice(at)
  }
  if (name === 'sudo' || name === 'nohup' || name === 'caffeinate')
    return rest.filter((_, index) => rest.slice(0, index + 1).some((word) => !word.startsWith('-')))
  if (BEHIND_DASHES.has(name)) {
    const at = rest.indexOf('--')
    return at < 0 ? undefined : rest.slice(at + 1)
  }
  return undefined
}

/** A command for a shell as words; undefined where it is more than one plain command. */
function simpleWords(command: string): string[] | undefined {
  const last =
    command
      .split(/&&|;/)
      .at(-1)
      ?.trim()
      .replace(/^exec\s+/, '') ?? ''
  return last.length > 4000 || /[|<>`$(){}\\"'*?\n]/.test(last) || last === '' ? undefined : last.split(/\s+/)
}

function startedBy([first = '', ...rest]: readonly string[]): Launch {
  const name = nameOf(first)
  const second = rest[0] ?? ''
  if (name === 'npx' || name === 'bunx' || name === 'pnpx') return npmRun(rest, name)
  if (name === 'npm' && /^(?:exec|x)$/.test(second)) return npmRun(rest.slice(1), 'npm')
  if (name === 'bun' && second === 'x') return npmRun(rest.slice(1), 'bun')
  if ((name === 'pnpm' || name === 'yarn') && second === 'dlx') return npmRun(rest.slice(1), name)
  if (name === 'uvx') return pythonRun(rest, name)
  if (name === 'uv') return uv(rest)
  if (name === 'pipx' && second === 'run') return pythonRun(rest.slice(1), name)
  if (/^(?:python|py)[\d.]*$/.test(name)) return python(rest)
  if (name === 'node' || name === 'bun' || name === 'tsx') return node(rest, name)
  if (name === 'deno') return deno(rest)
  if (name === 'docker' || name === 'podman' || name === 'nerdctl') return docker(rest, name)
  return installedAt(first) ?? program(name)
}

function npmRun(words: readonly string[], name: string): Launch {
  const at = afterOptions(words, NPX)
  const spec = optionValue(words.slice(0, at), ['-p', '--package']) ?? words[at]
  const launch = npmPackage(spec ?? '')
  return launch ? reached(launch, words.slice(at)) : program(name)
}

function pythonRun(words: readonly string[], name: string): Launch {
  const at = afterOptions(words, UV)
  const launch = pypiPackage(optionValue(words.slice(0, at), ['--from', '--spec']) ?? words[at] ?? '')
  return launch ? reached(launch, words.slice(at)) : program(name)
}

/** `uv tool run` is uvx; `uv run` starts a program of a project, and `--with` names a package that is installed for it. */
function uv(words: readonly string[]): Launch {
  const at = afterOptions(words, UV)
  if (words[at] === 'tool' && words[at + 1] === 'run') return pythonRun(words.slice(at + 2), 'uv')
  if (words[at] === 'x') return pythonRun(words.slice(at + 1), 'uv')
  if (words[at] !== 'run') return program('uv')
  const behind = words.slice(at + 1)
  if (behind[0] === '-m' || behind[0] === '--module') return moduleOf(behind[1]) ?? program('uv')
  const start = afterOptions(behind, UV)
  const started = nameOf(behind[start] ?? '')
  if (/^python[\d.]*$/.test(started)) return python(behind.slice(start + 1))
  const extra = optionValue(behind.slice(0, start), ['--with'])
  // `--with mcp mcp run file` starts a file.
  return (extra === undefined || started === 'mcp' ? undefined : pypiPackage(extra)) ?? program('uv')
}

function python(words: readonly string[]): Launch {
  const at = afterOptions(words, PYTHON)
  return (words[at - 1] === '-m' ? moduleOf(words[at]) : undefined) ?? program('python')
}

/** A module is taken to be in the package of its name, as it mostly is. */
const moduleOf = (module: string | undefined): Launch | undefined =>
  module === undefined ? undefined : pypiPackage(module.split('.')[0] ?? '')

function node(words: readonly string[], name: string): Launch {
  const at = afterOptions(words, NODE)
  const script = words[words[at] === 'run' ? at + 1 : at] ?? ''
  if (/(?:^|[\\/])npx-cli\.js$/.test(script)) return npmRun(words.slice(at + 1), 'npx')
  return installedAt(script) ?? program(name)
}

function deno(words: readonly string[]): Launch {
  const spec = words[1 + afterOptions(words.slice(1), DENO)] ?? ''
  const found = /^npm:\/?(.+)$/.exec(spec)?.[1]
  return (found === undefined ? undefined : npmPackage(found)) ?? program('deno')
}

function docker(words: readonly string[], name: string): Launch {
  const run = words.indexOf('run')
  // Only `container` comes before; `docker mcp gateway run` starts a gateway.
  if (run !== 0 && !(run === 1 && words[0] === 'container')) return program(name)
  const behind = words.slice(run + 1)
  return dockerImage(behind[afterOptions(behind, DOCKER)] ?? '') ?? program(name)
}

/** The package of a file below node_modules. */
function installedAt(path: string): Launch | undefined {
  const parts = path.replaceAll('\\', '/').split('/')
  const at = parts.lastIndexOf('node_modules')
  if (at < 0) return undefined
  const [scope = '', name = ''] = parts.slice(at + 1)
  if (scope === '.bin') return program(nameOf(name))
  return npmPackage(scope.startsWith('@') ? `${scope}/${name}` : scope)
}

/** The address that a bridge is given, with the bridge; the launch itself for every other package. */
function reached(launch: Launch, words: readonly string[]): Launch {
  if (!BRIDGES.has(launch.package ?? '')) return launch
  const host = words.map(hostOf).find((one) => one !== undefined)
  return host === undefined ? launch : { ...launch, kind: 'http', host }
}

/** Index of the first word that is neither an option nor the value of one; the end where an option is not known. */
function afterOptions(words: readonly string[], { values, switches }: Options): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    if (word === '--' || word === '-m') return at + 1
    if (!word.startsWith('-')) return at
    if (values.has(word)) at++
    else if (switches && !isKnown(word, values, switches)) return words.length
  }
  return words.length
}

/** A switch, several in one word such as `-it`, or an option with its value in the same word. */
function isKnown(word: string, values: ReadonlySet<string>, switches: ReadonlySet<string>): boolean {
  const option = word.startsWith('--') ? (word.split('=')[0] as string) : word.slice(0, 2)
  if (switches.has(word) || values.has(option)) return true
  if (word.startsWith('--')) return switches.has(option)
  return Array.from(word.slice(1)).every((letter) => switches.has(`-${letter}`))
}

/** What an option is set to. */
function optionValue(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (names.includes(word)) return words[index + 1]
    const given = names.find((name) => word.startsWith(`${name}=`))
    if (given !== undefined) return word.slice(given.length + 1)
  }
  return undefined
}

/** A program without its folder and without the ending that Windows needs. */
const nameOf = (path: string): string =>
  (path.replaceAll('\\', '/').split('/').at(-1) ?? '').replace(/\.(?:exe|cmd|bat|ps1)$/i, '').toLowerCase()
