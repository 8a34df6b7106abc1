import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { startCluster } from '#server/platform/db/cluster/cluster.ts'
import { makeTemporaryFolder } from '#testkit/temporary-folder.ts'

const COMMANDS = fileURLToPath(new URL('../../server/src/', import.meta.url))

let home: string
before(async () => {
  home = await makeTemporaryFolder('parta commands ')
})
after(() => rm(home, { recursive: true, force: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

async function run(
  command: 'backup' | 'restore',
  args: string[],
  variables: Record<string, string> = {},
): Promise<Ended> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PARTA_')))
  const env = { ...inherited, PARTA_DATA: path.join(home, 'data'), ...variables } as NodeJS.ProcessEnv
  const program = path.join(COMMANDS, `${command}.ts`)
  return promisify(execFile)(process.execPath, [program, ...args], { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => error,
  )
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

test('[P13/commands] a running and a stopped database are copied, and a moment is brought back', async () => {
  const directory = path.join(home, 'data', 'postgres')
  const backups = path.join(home, 'backups')
  const variables = { PARTA_BACKUPS: backups }
  await mkdir(directory, { recursive: true })
  const cluster = await startCluster({ directory, archive: true, log: () => {} })
  await query(cluster.url, 'create table kept as select 1 as id')
  const first = await run('backup', [], variables)
  assert.equal(first.code, 0, first.stderr)
  assert.match(first.stdout, /Создан ключ резервных копий: .*backup\.key/)
  assert.match(first.stdout, /Копия \S+ готова: \d+\.\d МБ/)
  assert.equal((await stat(path.join(home, 'data', 'backup.key'))).mode & 0o777, 0o600)

  const [moment] = await query<{ now: Date }>(cluster.url, 'select clock_timestamp() as now')
  await query(cluster.url, `insert into kept values (2)`)
  const busy = await run('restore', [], variables)
  assert.equal(busy.code, 1)
  assert.match(busy.stderr, /in use by process/)
  await cluster.stop()
  const second = await run('backup', ['--keep', '5'], variables)
  assert.equal(second.code, 0, second.stderr)
  assert.doesNotMatch(second.stdout, /Создан ключ/)
  assert.equal((await readdir(path.join(backups, 'base'))).length, 2)

  const restored = await run('restore', ['--at', moment!.now.toISOString(), '--from', backups])
  assert.equal(restored.code, 0, restored.stderr)
  assert.match(restored.stdout, /База восстановлена[\s\S]*Прежняя база сохранена: .*postgres\.before-/)
  await using back = await startCluster({ directory, log: () => {} })
  assert.deepEqual(await query(back.url, 'select id from kept'), [{ id: 1 }])
})

test('[P13/sentences] what cannot be done is told in a sentence that says what to do', async () => {
  const told = async (ended: Promise<Ended>, sentence: RegExp) => {
    const { code, stderr } = await ended
    assert.equal(code, 1)
    assert.match(stderr, sentence)
    assert.doesNotMatch(stderr, /\n\s+at /)
  }
  await told(run('backup', []), /Name a folder for the backup: npm run backup -- --to FOLDER/)
  await told(run('backup', ['--to', 'x', '--keep', 'all']), /--keep needs a whole number/)
  await told(run('backup', ['--into', 'x']), /Unknown option '--into'/)
  await told(
    run('backup', ['--to', 'x'], { PARTA_DATABASE_URL: 'postgres://localhost/parta' }),
    /PostgreSQL of your own: copy it with its own tools/,
  )
  await told(run('restore', []), /Name the folder of the backups/)
  const keyless = { PARTA_BACKUP_KEY: path.join(home, 'lost.key') }
  await told(run('restore', ['--from', home], keyless), /The key of the backups cannot be read/)
  await told(run('restore', ['--from', home, '--at', 'yesterday']), /yesterday is no moment\. Write it as 2026-/)
})
