// No pattern for SQL is proposed. This shows why: real databases run what the patterns let through.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { RE2JS } from 're2js'
import { parse } from 'yaml'

interface Statements {
  changes: string[]
  reads: string[]
}
const { setup, patterns, postgres, sqlite } = parse(
  readFileSync(new URL('sql-statements.yaml', import.meta.url), 'utf8'),
) as { setup: { postgres: string; sqlite: string }; patterns: string[]; postgres: Statements; sqlite: Statements }

const all = ({ changes, reads }: Statements) => [...changes, ...reads]

/** Everything that a statement could have changed, as text. */
const POSTGRES_STATE = `
  SELECT json_build_object(
    'rows', (SELECT json_agg(query_to_xml(format('SELECT * FROM %s ORDER BY 1', oid::regclass), true, false, '')::text ORDER BY relname)
             FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace),
    'relations', (SELECT json_agg(json_build_array(relname, relkind, relpersistence, relacl::text, pg_get_viewdef(oid), obj_description(oid)) ORDER BY relname)
                  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S', 'm')),
    'columns', (SELECT json_agg(json_build_array(table_name, column_name, data_type) ORDER BY table_name, column_name)
                FROM information_schema.columns WHERE table_schema = 'public'),
    'functions', (SELECT json_agg(proname ORDER BY proname) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
    'sequences', (SELECT json_agg(json_build_array(sequencename, last_value) ORDER BY sequencename) FROM pg_sequences WHERE schemaname = 'public'),
    'objects', (SELECT json_agg(json_build_array(oid, md5(lo_get(oid))) ORDER BY oid) FROM pg_largeobject_metadata),
    'roles', (SELECT json_agg(rolname ORDER BY rolname) FROM pg_roles),
    'settings', (SELECT json_agg(json_build_array(name, setting) ORDER BY name) FROM pg_settings WHERE source = 'session'),
    'files', (SELECT json_agg(name ORDER BY name) FROM pg_ls_dir('/tmp') AS name)
  )::text AS state`

const db = await PGlite.create()
after(() => db.close())

async function postgresChanges(sql: string): Promise<boolean> {
  for (const reset of ['ROLLBACK', 'DISCARD ALL']) await db.exec(reset)
  await db.exec(`
    DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP ROLE IF EXISTS evil;
    SELECT lo_unlink(oid) FROM pg_largeobject_metadata; SELECT lo_from_bytea(4700, 'a');
    ${setup.postgres}
    CREATE PROCEDURE wipe_all() LANGUAGE sql AS $$ DELETE FROM customers $$;`)
  for (const file of db.Module.FS.readdir('/tmp')) if (!file.startsWith('.')) db.Module.FS.unlink(`/tmp/${file}`)
  db.Module.FS.writeFile('/tmp/tickets.csv', '7\tx\n')
  const state = async () => (await db.query<{ state: string }>(POSTGRES_STATE)).rows[0]?.state
  await db.exec('DISCARD ALL')
  const before = await state()
  assert.ok(before)
  try {
    await db.exec(sql)
  } catch {
    // What is refused changes nothing, which the state shows.
  }
  return (await state()) !== before
}

const folder = mkdtempSync(join(tmpdir(), 'policybook-sql-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function sqliteChanges(sql: string): boolean {
  const database = new DatabaseSync(':memory:')
  database.exec(setup.sqlite)
  const state = () =>
    JSON.stringify([
      database.prepare('SELECT * FROM sqlite_master').all(),
      ...['customers', 'tickets', 'names'].map((table) => {
        try {
          return database.prepare(`SELECT * FROM ${table}`).all()
        } catch {
          return 'gone'
        }
      }),
      database.prepare('PRAGMA user_version').all(),
      readdirSync(folder),
    ])
  const before = state()
  try {
    database.exec(sql.replaceAll('FOLDER', folder))
  } catch {
    // What is refused changes nothing, which the state shows.
  }
  const changed = state() !== before
  database.close()
  for (const file of readdirSync(folder)) rmSync(join(folder, file))
  return changed
}

test('there are sixty statements and more', () => {
  assert.ok(all(postgres).length + all(sqlite).length >= 60)
  assert.equal(new Set(all(postgres)).size, all(postgres).length)
})

test('PostgreSQL changes with every statement that is said to change it, and with no other', async () => {
  const changing: string[] = []
  for (const sql of all(postgres)) if (await postgresChanges(sql)) changing.push(sql)
  assert.deepEqual(changing, postgres.changes)
})

test('SQLite changes with every statement that is said to change it, and with no other', () => {
  assert.deepEqual(all(sqlite).filter(sqliteChanges), sqlite.changes)
})

test('every pattern lets a statement through that changes the database', () => {
  for (const pattern of patterns) {
    const passes = (sql: string) => RE2JS.compile(pattern).matcher(sql).find()
    assert.ok(postgres.reads.some(passes), `${pattern} lets nothing through`)
    const harmful = postgres.changes.filter(passes)
    assert.ok(harmful.length > 0, `${pattern} holds against this list; try to break it before it is proposed`)
  }
})
