import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAttacks } from '../../src/catalogue/read-attacks.ts'
import { readContent } from '../../src/catalogue/read-content.ts'
import { engines } from '../../src/engine/index.ts'
import { verifySnippet } from '../../src/policy/prove/verify-snippet.ts'
import { targets } from '../../src/policy/targets/index.ts'
import { compileRules } from '../../src/risk/compile-rules.ts'
import { type Attack, standards } from '../../src/schema/attack.ts'
import type { Manifest } from '../../src/schema/manifest.ts'
import type { JsonObject } from '../../src/schema/tool.ts'
import { traitIds } from '../../src/schema/trait.ts'
import { attackLinks, serverAttacks } from '../../src/view/attack-links.ts'
import { attackPage, dateWords, workedRule } from '../../src/view/attack-page.ts'
import { stepRows } from '../../src/view/attack-steps.ts'
import { attacksCsv, attacksIndex } from '../../src/view/attacks-index.ts'
import type { Site, SiteServer, SiteTool } from '../../src/view/site.ts'
import { attackStandards, idsOf } from '../../src/view/standards.ts'
import { techniqueLinks } from '../../src/view/technique-links.ts'
import { timeline } from '../../src/view/timeline.ts'
import { rate } from './rated-tools.ts'

const content = readContent('content')
const site: Site = { content, rules: compileRules(content.risk), servers: [], tools: [], byId: new Map() }
const { attacks, techniques } = content.attacks

test('there are 67 attacks or more, and every technique of the known classes', () => {
  assert.ok(attacks.length >= 67)
  assert.equal(new Set(attacks.map(({ id }) => id)).size, attacks.length)
  assert.ok(techniques.length >= 19)
})

test('a mapping to a standard has one sentence for a reason, and none is without a name', () => {
  for (const { id, standards: own } of attacks)
    for (const standard of standards)
      for (const entry of own[standard]) {
        assert.match(entry.because, /^(?!.*\.\s).*\.$/, `${id} ${entry.id}`)
        assert.ok(content.attacks.names[standard][entry.id], entry.id)
      }
  // Those of the review that nobody could argue.
  for (const [id, standard, entry] of [
    ['backslash-mcp-webpage', 'cwe', 'CWE-918'],
    ['supabase-lethal-trifecta', 'cwe', 'CWE-89'],
    ['claude-computer-use-rm-rf', 'cwe', 'CWE-78'],
    ['filesystem-escaperoute', 'atlas', 'AML.T0105'],
    ['filesystem-escaperoute', 'owaspMcp', 'MCP05:2025'],
  ] as const) {
    const attack = attacks.find((one) => one.id === id)
    assert.ok(attack && !idsOf(attack, standard).includes(entry), `${id} ${entry}`)
  }
})

test('a standard that is a beta says so with its address, and each of its entries has a page of its own', () => {
  const { names } = content.attacks
  const mapped = attacks
    .flatMap((attack) => attackStandards(attack, names))
    .find(({ label }) => label === 'OWASP MCP Top 10')
  for (const { status } of mapped?.entries ?? [])
    assert.deepEqual(status, { text: 'beta', url: 'https://owasp.org/www-project-mcp-top-10/' })
  assert.ok(mapped)
  const pages = Object.keys(names.owaspMcp).map((id) => names.pages[id])
  assert.equal(new Set(pages).size, 10)
  for (const page of pages)
    assert.match(page ?? '', /^https:\/\/owasp\.org\/www-project-mcp-top-10\/2025\/MCP\d\d-2025/)
})

test('every source is an address of a page, and no attack is without one', () => {
  for (const { id, references } of attacks)
    for (const { url } of references) {
      const { protocol, hostname, pathname } = new URL(url)
      assert.match(protocol, /^https?:$/)
      assert.match(hostname, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, id)
      assert.doesNotMatch(url, /\s|utm_|[<>"]/, id)
      assert.ok(pathname.length >= 1, id)
    }
})

test('what would not have helped is said, and has no policy beside it', async () => {
  const unaided = attacks.filter(({ containment }) => containment.grade === 'no')
  assert.ok(unaided.length > 0)
  for (const attack of unaided) assert.equal((await attackPage(site, attack)).worked, undefined, attack.id)
})

test('every page prints its steps, each once and most with a known technique', () => {
  for (const { id, steps } of attacks) {
    const page = readFileSync(`content/attacks/${id}.mdx`, 'utf8')
    const [, section = ''] = /\n## How the access was abused\n\n([\s\S]*?)\n\n## /.exec(page) ?? []
    assert.equal(section, '<Steps page={props.page} />', id)
    for (const { text } of steps) assert.equal(text.split('`').length % 2, 1, `${id}: ${text}`)
  }
  const all = attacks.flatMap(({ steps }) => steps)
  assert.ok(all.filter(({ technique }) => technique).length > all.length / 2)
  const rows = attacks.filter(({ id }) => id === 'framelink-figma-rce').flatMap((one) => stepRows(site, one))
  assert.deepEqual(rows[2]?.technique, { name: 'Command injection', href: '/techniques/command-injection' })
  assert.equal(rows[2]?.atlas?.id, 'AML.T0050')
})

test('every worked policy contains what it is shown for, in every target and by its engine', async () => {
  for (const attack of attacks) {
    const found = workedRule(site, attack)
    if (!found) continue
    const { tool, rule } = found
    if (attack.worked?.shows === 'policy') assert.ok(['ask', 'deny', 'hide'].includes(rule.effect), attack.id)
    if (attack.worked?.shows === 'arguments') assert.ok(rule.conditions.length > 0, attack.id)
    for (const target of targets) {
      const snippet = target.render([rule], {
        defaultEffect: 'allow',
        serverKey: 'example',
        tools: new Map([[tool.name, tool]]),
      })
      assert.deepEqual(verifySnippet(snippet, [rule], 'allow'), [], `${attack.id} as ${target.id}`)
      for (const engine of engines)
        if (engine.targets.includes(target.id)) assert.deepEqual(await engine.check(snippet), [], attack.id)
    }
    const { worked } = await attackPage(site, attack)
    if (attack.worked?.shows === 'findings') assert.ok((worked?.findings.length ?? 0) > 0, `${attack.id} finds nothing`)
  }
})

const manifest = (id: string) => content.manifests.get(id) as Manifest
/** A tool of a server of the catalogue, with what its name says and these traits. */
function toolOf(server: string, name: string, category: string, traits: readonly string[], line?: string): SiteTool {
  const [rated] = rate([{ name, description: '' }])
  const { deeds = [] } = rated?.assessment ?? {}
  return {
    tool: { name },
    server: { manifest: manifest(server) },
    assessment: { category, deeds, traits: traits.map((trait) => ({ trait })), ...(line ? { harm: { line } } : {}) },
  } as unknown as SiteTool
}
const linked = (tool: SiteTool) => attackLinks(site, tool).map(({ attack }) => attack.id)
const untrusted = ['reads-private', 'sees-untrusted']

test('a tool is linked for its category, its traits and its act, with the reason, and to five attacks at most', () => {
  const links = attackLinks(site, toolOf('gitlab', 'list_issues', 'Read', untrusted))
  assert.ok(links.length > 0 && links.length <= 5)
  for (const { attack, reason } of links) {
    assert.ok(attack.categories.includes('Read'))
    assert.match(reason, /^There, .+\. This tool .*sees text from strangers.*\.$/)
  }
  assert.deepEqual(linked(toolOf('gitlab', 'list_issues', 'Read', [])), [])
  assert.deepEqual(linked(toolOf('gitlab', 'list_issues', 'Read', ['reads-private'])), [])
  for (const { abuses } of attacks) for (const { trait } of abuses) assert.ok(traitIds.includes(trait))
})

test('the same trait with another act is no link', () => {
  // A console message is no message of a channel, a label of an issue no issue, a diff no comment.
  assert.ok(linked(toolOf('slack', 'list_messages', 'Read', untrusted)).includes('slack-ai-rag-exfil'))
  for (const name of ['list_console_messages', 'get_issue_link', 'get_merge_request_diff', 'get_wiki_page'])
    assert.deepEqual(linked(toolOf('gitlab', name, 'Read', untrusted)), [], name)
  // Both delete at once, and only one is a database.
  const deletes = ['deletes-container']
  assert.ok(linked(toolOf('cloudflare', 'delete_database', 'Destructive', deletes)).includes('replit-prod-db-deletion'))
  for (const name of ['delete_snapshot', 'restore_database', 'delete_project'])
    assert.deepEqual(linked(toolOf('cloudflare', name, 'Destructive', deletes)), [], name)
  // Money that is sent, and a resource that is billed.
  assert.ok(linked(toolOf('cloudflare', 'send_payment', 'Financial', ['moves-money'], 'C3')).length > 0)
  assert.deepEqual(linked(toolOf('cloudflare', 'create_project', 'Financial', ['moves-money'], 'H7')), [])
  assert.deepEqual(linked(toolOf('cloudflare', 'purchase_domain', 'Financial', ['moves-money'], 'C3')), [])
})

test('what went through one product alone is linked on that product', () => {
  const ids = attacks.filter((one) => one.linked === 'product').map(({ id }) => id)
  for (const id of ['filesystem-escaperoute', 'sqlite-mcp-sqli', 'azure-mcp-ssrf', 'gemini-cli-allowlist-bypass'])
    assert.ok(ids.includes(id), id)
  assert.equal(linked(toolOf('filesystem', 'read_file', 'Read', ['reads-local-file']))[0], 'filesystem-escaperoute')
  for (const server of ['git', 'desktop-commander', 'ripgrep']) {
    const own = attacks.filter(({ servers }) => servers.includes(manifest(server).package)).map(({ id }) => id)
    for (const category of ['Read', 'Write', 'Execute', 'Destructive'])
      for (const id of linked(toolOf(server, 'read_file', category, [...traitIds])))
        assert.ok(own.includes(id) || !ids.includes(id), id)
  }
})

test('an attack is on the same server by package, repository or exact name, never by a part of a name', () => {
  // The door of that attack, on the servers that open it.
  for (const server of ['github', 'missionsquad-github'])
    for (const name of ['list_issues', 'get_issue', 'get_file_contents'])
      assert.equal(linked(toolOf(server, name, 'Read', untrusted))[0], 'github-mcp-toxic-flow', `${server} ${name}`)
  assert.equal(linked(toolOf('slack', 'post_message', 'Execute', ['sends-out']))[0], 'slack-mcp-unfurl')
  // "Git" is a part of "GitHub", and a local repository has neither issues nor comments.
  for (const name of ['git_diff', 'git_log', 'git_show'])
    assert.deepEqual(linked(toolOf('git', name, 'Read', [...untrusted, 'reads-local-file'])), [], name)
  // Another service with merge requests has the same door, and is another product.
  assert.ok(linked(toolOf('gitlab', 'get_merge_request', 'Read', untrusted)).includes('camoleak'))
})

test('a server lists the attacks on it first, then those that its tools are linked with', () => {
  const tools = ['list_issues', 'get_issue'].map((name) => toolOf('github', name, 'Read', untrusted))
  const found = serverAttacks(site, { manifest: manifest('github'), tools } as unknown as SiteServer)
  assert.deepEqual(found[0] && [found[0].attack.id, found[0].here, found[0].tools], ['github-mcp-toxic-flow', true, 2])
  assert.ok(found.some(({ here, tools }) => !here && tools > 0))
  assert.deepEqual(
    found.map(({ here }) => here),
    found.map(({ here }) => here).toSorted((a, b) => Number(b) - Number(a)),
  )
})

test('a grave tool is linked with the technique that uses its act, where no attack beside it shows that', () => {
  const of = (tool: SiteTool, severity: string, shown: Attack[] = []) =>
    techniqueLinks(site, { ...tool, assessment: { ...tool.assessment, severity } } as SiteTool, shown)
  const wipe = toolOf('cloudflare', 'delete_project', 'Destructive', ['deletes-container'], 'C2')
  const [link] = of(wipe, 'Critical')
  assert.equal(link?.technique.id, 'destructive-loop')
  assert.match(link?.reason ?? '', /^Agents have .+\. This tool deletes .+\.$/)
  assert.ok(link && link.cases.length > 0)
  assert.deepEqual(of(wipe, 'Medium'), [])
  const shown = attacks.filter(({ techniques }) => techniques.includes('destructive-loop'))
  assert.deepEqual(of(wipe, 'Critical', shown), [])
  // The same trait on another line of the rubric is another act.
  assert.deepEqual(of(toolOf('cloudflare', 'clear_cache', 'Destructive', ['deletes-container'], 'M2'), 'High'), [])
})

/** Techniques of a tool on a line of the rubric, with what is said of it. */
function techniquesOf(
  server: string,
  name: string,
  traits: readonly string[],
  line: string,
  description = '',
  inputSchema: JsonObject = {},
) {
  const [rated] = rate([{ name, description }])
  const { deeds = [] } = rated?.assessment ?? {}
  const tool = toolOf(server, name, 'Write', traits, line)
  const assessment = { ...tool.assessment, deeds, severity: line.startsWith('C') ? 'Critical' : 'High' }
  const links = techniqueLinks(site, { ...tool, tool: { name, description, inputSchema }, assessment } as SiteTool, [])
  return links.map(({ technique, reason }) => `${technique.id}: ${reason.slice(reason.indexOf('This tool'))}`)
}

test('a technique is linked by verb and object of one act, in one direction', () => {
  const access = ['changes-access']
  assert.match(techniquesOf('hostinger', 'create_forwarder', access, 'H3').join(), /^diverted-data: .*a forwarder/)
  assert.match(techniquesOf('hostinger', 'delete_forwarder', access, 'H3').join(), /^destructive-loop: .*one forwarder/)
  assert.match(techniquesOf('hostinger', 'attach_public_key', access, 'C4').join(), /^opened-access: /)
  assert.match(techniquesOf('hostinger', 'deactivate_firewall', access, 'C4').join(), /^guards-off: /)
  assert.match(techniquesOf('github', 'create_webhook', ['free-url', ...access], 'H3').join(), /^diverted-data: /)
  assert.match(techniquesOf('desktop-commander', 'set_config_value', access, 'C4').join(), /^guards-off: /)
  // What comes in is not handed over, and a rule that protects is no guard taken away.
  for (const name of ['accept_incoming_domain_move', 'protect_branch', 'take_ownership', 'create_mailbox'])
    assert.deepEqual(techniquesOf('hostinger', name, access, 'C4'), [], name)
  // A description that mentions another act further down does not make it the act of the tool.
  const mentions = 'Updates the settings of a website, and removes the old key.'
  assert.deepEqual(techniquesOf('hostinger', 'update_settings', ['production'], 'H2', mentions), [])
  assert.match(
    techniquesOf('hostinger', 'update_settings', ['deletes-one'], 'H1', mentions).join(),
    /^destructive-loop: This tool has a mode that removes one old key/,
  )
})

test('an act that hangs on an argument is linked where the tool has it, and the reason names it', () => {
  const schema = (properties: JsonObject, required: string[] = []) => ({ type: 'object', properties, required })
  const reset = (mode: JsonObject) => techniquesOf('git', 'git_reset', ['deletes-one'], 'H1', '', schema({ mode }))
  assert.match(reset({ enum: ['soft', 'hard'] }).join(), /^destructive-loop: .* with “hard” as “mode”/)
  assert.doesNotMatch(reset({ enum: ['soft', 'keep'] }).join(), /with “/)
  const recovery = (name: string) =>
    techniquesOf('hostinger', 'start_recovery_mode', ['changes-access'], 'C4', '', schema({ [name]: {} }))
  assert.match(recovery('root_password').join(), /^opened-access: .* with “root_password”/)
  assert.deepEqual(recovery('machine_id'), [])
})

test('an act that neither name nor trait proves is linked only where the description says it', () => {
  const wipes = ['deletes-container', 'production']
  const deploy = (told: string) => techniquesOf('hostinger', 'import_website', wipes, 'C2', told).join()
  assert.equal(deploy('Uploads an archive and extracts it.'), '')
  assert.match(
    deploy("WARNING: this overwrites the\nwebsite's existing contents and cannot be\nundone."),
    /^destructive-loop: This tool overwrites what a website holds\. Its definition says that this cannot be undone\.$/,
  )
})

test('where something is lost, the reason says what the definition tells of a way back', () => {
  const told = (rest: string) =>
    techniquesOf('todoist', 'delete_task', ['deletes-one'], 'H1', `Deletes a task. ${rest}`).join()
  assert.match(told(''), /one task\. Its definition names no way to undo it\.$/)
  assert.match(told('The call may be irreversible.'), /says that this may be irreversible\.$/)
  assert.match(told('It stays restorable for a week.'), /names a way to restore it\.$/)
  // A word about a way back that may mean another thing is not interpreted.
  assert.match(told('Use restore_list for lists.'), /one task\.$/)
})

test('access is opened by what lets somebody in, not by reach or by any change of a project', () => {
  const access = ['changes-access']
  for (const name of [
    'create_firewall_rule',
    'create_remote_connection',
    'create_pipeline_trigger',
    'patch_repository',
  ])
    assert.doesNotMatch(techniquesOf('hostinger', name, access, 'C4').join(), /opened-access/, name)
  const keys = 'Generate a file browser upload URL. Returns `url` and `auth_key`.'
  assert.match(
    techniquesOf('hostinger', 'generate_upload_url', access, 'H4', keys).join(),
    /^opened-access: .* returns keys/,
  )
  assert.deepEqual(techniquesOf('hostinger', 'generate_upload_url', access, 'H4', 'Generate an upload URL.'), [])
})

test('what an opening excepts is another act', () => {
  const wipes = ['deletes-container', 'production']
  assert.match(techniquesOf('hostinger', 'recreate_virtual_machine', wipes, 'C2').join(), /^destructive-loop: /)
  assert.deepEqual(techniquesOf('hostinger', 'restore_backup', wipes, 'C2'), [])
  // What is deployed runs later; a shell runs at once.
  const runs = ['runs-code']
  assert.match(techniquesOf('cloudflare', 'deploy_worker_script', runs, 'C1').join(), /^planted-code: /)
  assert.match(techniquesOf('code-runner', 'run_code', runs, 'C1').join(), /^command-injection: /)
  assert.deepEqual(techniquesOf('hostinger', 'create_autoreply', ['sends-out'], 'H2'), [])
  assert.match(techniquesOf('github', 'create_issue', ['sends-out'], 'H2').join(), /^exfiltration-by-chaining: /)
})

test('what is deleted by the name of its holder is not said to be one', () => {
  const named = (...required: string[]) =>
    techniquesOf('cloudflare', 'delete_cron_trigger', ['deletes-one'], 'H1', '', { required }).join()
  assert.match(named('script_name'), /deletes the cron trigger/)
  assert.match(named('script_name', 'cron_trigger_id'), /deletes one cron trigger/)
  assert.match(named('script_name', 'key'), /deletes one cron trigger/)
})

test('the version that corrected a flaw is the one of the tool, not of all flaws of the product', () => {
  const [files, shell] = [
    toolOf('desktop-commander', 'read_file', 'Read', ['reads-local-file']),
    toolOf('desktop-commander', 'start_process', 'Execute', ['runs-code']),
  ].map((tool) => attackLinks(site, tool).find(({ attack }) => attack.id === 'desktop-commander-guard-bypass')?.reason)
  assert.match(files ?? '', /It was corrected in 0\.2\.33; the catalogue has /)
  // The list of blocked commands is still to be got around.
  assert.match(shell ?? '', /^There, a blocked command ran/)
  assert.doesNotMatch(shell ?? '', /corrected/)
})

test('an act that has no trait is linked by its name, and one that cannot be said is not', () => {
  assert.match(techniquesOf('hostinger', 'update_post_install_script', [], 'H1').join(), /^planted-code: .*script/)
  assert.match(techniquesOf('todoist', 'remove_contacts', [], 'H1').join(), /^destructive-loop: /)
  assert.deepEqual(techniquesOf('todoist', 'list_contacts', [], 'H1'), [])
  // The sentence was cut off before "domain", so nobody may read that a website is deleted.
  const told = 'Delete an existing parked or alias domain from the selected website.'
  const [said] = techniquesOf('hostinger', 'deleteWebsiteParkedDomain', ['deletes-one'], 'H2', told)
  assert.match(said ?? '', /^destructive-loop: /)
  assert.doesNotMatch(said ?? '', /one website/)
})

test('a transfer that is started links the attack that transferred, and links are made once for a site', () => {
  const move = toolOf('hostinger', 'start_outgoing_domain_move', 'Write', ['changes-access'], 'C4')
  assert.deepEqual(linked(move), ['heroku-mcp-app-transfer'])
  assert.equal(attackLinks(site, move), attackLinks(site, move))
  assert.notEqual(attackLinks({ ...site }, move), attackLinks(site, move))
  assert.deepEqual(linked(toolOf('hostinger', 'accept_incoming_domain_move', 'Write', ['changes-access'], 'H3')), [])
})

test('what an attack names as its servers is a package or a repository', () => {
  for (const { id, servers } of attacks)
    for (const server of servers) assert.match(server, /^(@[a-z0-9-]+\/)?[a-z0-9.-]+$|^[\w-]+\/[\w.-]+$/i, id)
})

test('the index counts every attack once in each table, and its data hold all of them', () => {
  const index = attacksIndex(site)
  assert.equal(
    index.counts.reduce((sum, { total }) => sum + total, 0),
    attacks.length,
  )
  for (const { standard, rows } of index.standards)
    assert.equal(
      rows.reduce((sum, row) => sum + row.attacks.length, 0),
      attacks.reduce((sum, one) => sum + one.standards[standard].length, 0),
    )
  assert.equal(attacksCsv(site).trim().split('\n').length, attacks.length + 1)
})

test('the timeline has a mark for each attack, none on top of another', () => {
  const { marks, width, height } = timeline(attacks)
  assert.equal(marks.length, attacks.length)
  assert.equal(new Set(marks.map(({ x, y }) => `${x},${y}`)).size, marks.length)
  for (const { x, y } of marks) assert.ok(x > 0 && x < width && y > 0 && y < height)
  assert.equal(dateWords('2025-06'), 'June 2025')
  assert.equal(dateWords('2025-06-04'), '4 June 2025')
})

test('everything that is wrong with the files is reported at once, with its place', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'))
  mkdirSync(join(folder, 'attacks'))
  mkdirSync(join(folder, 'techniques'))
  writeFileSync(join(folder, 'attacks/a.mdx'), 'no front matter\n')
  writeFileSync(join(folder, 'attacks/b.mdx'), '---\nid: b\nname: [\n---\n')
  writeFileSync(join(folder, 'attacks/c.mdx'), '---\nid: d\n---\n')
  writeFileSync(join(folder, 'techniques/e.mdx'), '---\nid: f\nname: F\nabout: It.\nowaspMcp: []\natlas: []\n---\n')
  try {
    assert.throws(
      () => readAttacks(folder),
      ({ problems }) => {
        const lines = (problems as { where: string; what: string }[]).map(({ where, what }) => `${where} ${what}`)
        for (const expected of [/a\.mdx there is no front matter/, /b\.mdx:3 /, /c\.mdx: name/, /e\.mdx the id is f/])
          assert.ok(
            lines.some((line) => expected.test(line)),
            `${expected} in ${lines.join('\n')}`,
          )
        return true
      },
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
  assert.deepEqual(readAttacks(join(folder, 'nowhere')).attacks, [])
})

test('a step that names a technique of another attack is a problem', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steps-'))
  try {
    cpSync('content', folder, { recursive: true })
    const path = join(folder, 'attacks/framelink-figma-rce.mdx')
    writeFileSync(path, readFileSync(path, 'utf8').replace('technique: command-injection\n', 'technique: rug-pull\n'))
    assert.throws(
      () => readAttacks(folder),
      ({ problems }) => {
        assert.deepEqual(
          (problems as { what: string }[]).map(({ what }) => what),
          ['the attack is not mapped to rug-pull'],
        )
        return true
      },
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
