import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Category } from '../../src/schema/category.ts'
import { severities } from '../../src/schema/severity.ts'
import { named, rate } from './rules.ts'

// Nouns of real tools, most of which are verbs as well.
const nouns = [
  ...['view', 'order', 'post', 'record', 'file', 'issue', 'comment', 'message', 'note', 'tag', 'branch', 'release'],
  ...['report', 'query', 'test', 'build', 'job', 'run', 'log', 'event', 'task', 'page', 'user', 'project', 'label'],
  ...['link', 'bookmark', 'backup', 'schedule', 'review', 'payment', 'invoice', 'account', 'contact', 'email'],
  ...['document', 'template', 'token', 'webhook', 'subscription', 'snapshot', 'group', 'list'],
]
const verbs: Record<string, [third: string, category: Category]> = {
  get: ['Gets', 'Read'],
  list: ['Lists', 'Read'],
  create: ['Creates', 'Write'],
  update: ['Updates', 'Write'],
  delete: ['Deletes', 'Destructive'],
}
/** What a careful reader would also say: money nouns are bills, messages and jobs are sent and run. */
const also: Record<string, Category> = {
  ...Object.fromEntries(['order', 'payment', 'invoice', 'subscription'].map((noun) => [noun, 'Financial'])),
  ...Object.fromEntries(
    ['message', 'email', 'post', 'run', 'job', 'build', 'test', 'query'].map((noun) => [noun, 'Execute']),
  ),
}
const plural = (noun: string) => (noun === 'query' ? 'queries' : `${noun}s`)
const an = (noun: string) => (/^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`)

test('43 nouns and 5 verbs, in both orders, with and without a description', () => {
  const wrong: string[] = []
  let count = 0
  assert.equal(new Set(nouns).size, 43)
  for (const noun of nouns)
    for (const [verb, [third, category]] of Object.entries(verbs)) {
      const description = verb === 'list' ? `${third} ${plural(noun)}.` : `${third} ${an(noun)}.`
      for (const name of [`${verb}_${noun}`, `${noun}_${verb}`])
        for (const text of ['', description]) {
          const rated = rate(named(name, text)).category
          count++
          if (verb === 'delete') assert.notEqual(rated, 'Read', `${name}: ${text}`)
          const fits = rated === category || (category === 'Write' && rated === also[noun])
          if (!fits) wrong.push(`${name} “${text}”: ${rated}`)
        }
    }
  assert.ok(wrong.length <= count * 0.02, `${wrong.length} of ${count}:\n${wrong.join('\n')}`)
})

// A name and a description that disagree, with the least severity of the side that does more harm.
const contradictions: [name: string, description: string, least: (typeof severities)[number]][] = [
  ...(
    [
      ['get_user', 'Deletes the user permanently.', 'High'],
      ['list_projects', 'Deletes a project and everything in it.', 'High'],
      ['read_message', 'Sends a message to a recipient.', 'High'],
      ['fetch_balance', 'Transfers funds to another wallet.', 'Critical'],
      ['search_notes', 'Deletes every note.', 'High'],
      ['show_settings', 'Executes shell commands on the host.', 'Critical'],
      ['find_files', 'Removes all files in the folder.', 'High'],
      ['get_report', 'Deletes every file.', 'High'],
      ['view_repository', 'Deletes the repository.', 'High'],
      ['list_users', 'Grants the admin role to a user.', 'High'],
      ['get_price', 'Buys the stock at the market price.', 'Critical'],
      ['describe_table', 'Drops the table.', 'High'],
      ['retrieve_database', 'Purges the database.', 'High'],
      ['get_invoice', 'Pays the invoice.', 'High'],
      ['lookup_member', 'Revokes the access of a member.', 'High'],
      ['read_branch', 'Merges the branch into production.', 'High'],
      ['get_release', 'Publishes the release.', 'High'],
      ['list_servers', 'Restarts a server.', 'High'],
      ['get_script', 'Runs the script.', 'High'],
      ['fetch_email', 'Sends an email to the customer.', 'High'],
      ['get_page', 'Creates a page.', 'Medium'],
      ['list_tasks', 'Updates a task.', 'Medium'],
      ['read_record', 'Deletes a record.', 'High'],
      ['get_volume', 'Wipes the volume.', 'High'],
      ['search_customers', 'Deletes a customer.', 'High'],
      ['get_token', 'Revokes the token.', 'High'],
      ['find_contact', 'Deletes the contact.', 'High'],
      ['list_orders', 'Refunds an order.', 'High'],
      ['get_status', 'Posts a tweet.', 'High'],
      ['read_config', 'Overwrites the file without a copy.', 'Medium'],
    ] as const
  ).map((one) => [...one] as [string, string, (typeof severities)[number]]),
  ...(
    [
      ['delete_repository', 'Read a repository.', 'High'],
      ['delete_user', 'Returns the user.', 'High'],
      ['drop_table', 'Describes the table.', 'High'],
      ['purge_queue', 'Lists the messages in the queue.', 'High'],
      ['send_payment', 'Gets the payment.', 'High'],
      ['execute_command', 'Lists the commands.', 'High'],
      ['transfer_funds', 'Shows the balance.', 'High'],
      ['wipe_disk', 'Reads the disk.', 'High'],
      ['kill_process', 'Lists processes.', 'Medium'],
      ['destroy_cluster', 'Gets information about the cluster.', 'High'],
      ['delete_all_files', 'Finds files.', 'High'],
      ['erase_volume', 'Retrieves the volume.', 'High'],
      ['send_email', 'Reads an email.', 'High'],
      ['revoke_access', 'Lists who has access.', 'High'],
      ['buy_stock', 'Gets the price of a stock.', 'Critical'],
      ['withdraw_funds', 'Returns the funds of the account.', 'Critical'],
      ['run_shell', 'Shows the shell.', 'High'],
      ['deploy_app', 'Describes the app.', 'High'],
      ['grant_role', 'Lists roles.', 'High'],
      ['install_package', 'Searches for a package.', 'High'],
      ['delete_database', 'Read-only view of the database.', 'High'],
      ['truncate_table', 'Reads the rows of the table.', 'High'],
      ['invite_member', 'Gets a member.', 'High'],
      ['remove_member', 'Fetches a member.', 'High'],
      ['publish_post', 'Reads a post.', 'High'],
      ['create_issue', 'Lists the issues.', 'Medium'],
      ['update_record', 'Fetches a record.', 'Medium'],
      ['trade_token', 'Finds a token.', 'Critical'],
      ['eval_code', 'Views the code.', 'High'],
      ['delete_branch', 'Safe, read-only and non-destructive. Shows a branch.', 'High'],
    ] as const
  ).map((one) => [...one] as [string, string, (typeof severities)[number]]),
]

test('a name and a description that disagree: never milder than the side that does more harm, and low confidence', () => {
  assert.equal(contradictions.length, 60)
  const wrong = contradictions.flatMap(([name, description, least]) => {
    const rated = rate(named(name, description))
    const problems = [
      ...(severities.indexOf(rated.severity) < severities.indexOf(least) ? [`${rated.severity}, not ${least}`] : []),
      ...(rated.category === 'Read' ? ['Read'] : []),
      ...(rated.confidence !== 'low' ? [`${rated.confidence} confidence`] : []),
      ...(rated.contradictions.length === 0 ? ['no contradiction told'] : []),
    ]
    return problems.length > 0 ? [`${name} / ${description}: ${problems.join(', ')} (${rated.harm?.rule})`] : []
  })
  assert.deepEqual(wrong, [])
})
