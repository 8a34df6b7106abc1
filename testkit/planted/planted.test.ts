import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { plantedBugs } from '#testkit/planted/planted-bugs.ts'
import { Copy, planted } from '#testkit/planted/run-planted.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

test('every planted bug fits the sources as they are and has a name of its own', async () => {
  for (const { name, edits } of plantedBugs) {
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const text = await readFile(path.join(ROOT, file), 'utf8')
      const changed = planted(
        text,
        edits.filter((edit) => edit.file === file),
      )
      assert.notEqual(changed, text, name)
    }
  }
  assert.equal(new Set(plantedBugs.map(({ name }) => name)).size, plantedBugs.length)
})

test('an edit that fits nowhere or twice is refused', () => {
  assert.throws(() => planted('a b a', [{ file: 'f', from: 'a', to: 'c' }]), /f holds 2 times: a/)
  assert.throws(() => planted('a b a', [{ file: 'f', from: 'x', to: 'c' }]), /f holds 0 times: x/)
})

test('a planted bug is caught by its proof, and the copy is whole again afterwards', async () => {
  await using copy = await Copy.create()
  const bug = plantedBugs.find(({ guard }) => guard === 'order')!
  assert.equal((await copy.try(bug)).result, 'caught')
  const { failed, output } = await copy.run('order')
  assert.equal(failed, false, output)
  assert.equal((await copy.try({ ...bug, shows: /never said/ })).result, 'other')
  // The name of a test that passes beside the one that fails.
  assert.equal((await copy.try({ ...bug, shows: /ephemeral events have no number/ })).result, 'other')
})
