import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { createLauncherFixture, type LauncherFixture, launcherModule } from '#testkit/launcher-fixture.ts'

/** A compiler that notes its calls and what decides what it makes; `-o` is the last but one of its arguments. */
const GO = `if [ "$1" = env ]; then echo go1.26.8; exit 0; fi
echo "go $1 cgo=$CGO_ENABLED flags=$GOFLAGS workspace=$GOWORK toolchain=$GOTOOLCHAIN in \${PWD##*/}" >> "$LOG"
while [ "$1" != -o ]; do shift; done
echo program > "$2"
/bin/chmod +x "$2"`
const MODULE = { 'media/go.mod': 'module parta/media', 'media/go.sum': 'sums' }
const BUILT = 'go build cgo=0 flags= workspace=off toolchain=local in media'

const ensure = async (fixture: LauncherFixture, env: NodeJS.ProcessEnv = {}, folders: string[] = []) => {
  const { ensureMediaServer } = await launcherModule<{
    ensureMediaServer(root: string, env: NodeJS.ProcessEnv, folders: string[]): Promise<string | null>
  }>('lib/media-server.mjs')
  return ensureMediaServer(fixture.root, { ...fixture.env, ...env }, folders)
}

test('the media server is built once, again when its module changes, and needs no Go in between', async () => {
  await using fixture = await createLauncherFixture()
  assert.equal(await ensure(fixture), null)
  await fixture.write(MODULE)
  await fixture.program('go', GO)
  const program = await ensure(fixture, { GOFLAGS: '-tags=own', CGO_ENABLED: '1' })
  assert.equal(program, path.join(fixture.root, '.cache/media/livekit-server'))
  assert.deepEqual(await fixture.calls(), [BUILT])

  await fixture.program('go', 'exit 1')
  assert.equal(await ensure(fixture), program)

  await fixture.program('go', GO)
  await fixture.write({ 'media/go.sum': 'other sums' })
  await ensure(fixture)
  await rm(program)
  await ensure(fixture)
  assert.deepEqual(await fixture.calls(), [BUILT, BUILT, BUILT])
})

test('without Go, or with an old one, it says what is missing; where it is newer elsewhere, that one builds', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write(MODULE)
  const without = { PATH: path.join(fixture.root, '.programs') }
  await assert.rejects(ensure(fixture, without), /built with Go 1\.26 or newer, and there is no Go on this machine\. /)

  await fixture.program('go', GO.replace('go1.26.8', 'go1.19.8'))
  await assert.rejects(ensure(fixture, without), /this machine has go1\.19\.8\. Install Go 1\.26 /)
  await using other = await createLauncherFixture()
  await other.program('go', GO.replace('go1.26.8', 'go2.0'))
  assert.notEqual(await ensure(fixture, without, [path.join(other.root, '.programs')]), null)
})

test('a failed build shows the last words of the compiler, leaves nothing behind and is tried again', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write(MODULE)
  await fixture.program('go', GO.replace('echo program', 'echo "no space left" >&2; exit 2; echo program'))
  const failure = /could not be built: go build ended with code 2\. Its last words:\n {4}no space left/
  await assert.rejects(ensure(fixture), failure)
  await assert.rejects(ensure(fixture), failure)
  assert.equal((await fixture.calls()).length, 2)
})

test('the product starts without calls when they cannot be had, and the tests fail', async () => {
  await using fixture = await createLauncherFixture()
  await fixture.write({
    ...MODULE,
    'server/src/main.ts': `process.stdout.write('runs\\n')`,
    'server/node-flags.json': '[]',
    'server/a.test.ts': `import { test } from 'node:test'\ntest('fine', () => {})\n`,
  })
  await fixture.program('go', GO.replace('go1.26.8', 'go1.25.1').replace('echo program', 'exit 3; echo program'))
  // A newer Go of this machine may be found instead, and fails for want of a module.
  const started = await fixture.run('bin/start.mjs')
  assert.equal(started.lines.at(-1), 'runs', started.stderr)
  assert.match(started.stderr, /media server[\s\S]*\nThe product starts without calls\.\n/)
  const tested = await fixture.run('bin/test.mjs')
  assert.equal(tested.lines.at(-1), '3 passed, 1 failed, 0 skipped', tested.stdout)
  assert.match(tested.stdout, /FAILED:\n {2}media server/)
})
