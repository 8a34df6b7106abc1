import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { printAll, ROOT, readPrinted } from '#testkit/printed.ts'
import { importRule, vendorRule } from './import-rules.ts'
import { catalogueRule, citationRule, deadFileRule, functionRule, sizeRule } from './shape-rules.ts'
import { type Rule, readTree } from './source-files.ts'
import { barrelRule, pageRule, quietRule, schemaRule, storeRule, timeRule, unfinishedRule } from './text-rules.ts'

const ids = new Set(readFileSync(`${ROOT}docs/spec/requirement-ids.txt`, 'utf8').split('\n').filter(Boolean))
const tree = readTree()

const rules: readonly Rule[] = [
  importRule,
  vendorRule,
  timeRule,
  storeRule,
  pageRule,
  schemaRule,
  barrelRule,
  unfinishedRule,
  quietRule,
  sizeRule,
  functionRule,
  deadFileRule,
  catalogueRule,
  citationRule(ids),
]

for (const rule of rules) {
  test(`tidy: ${rule.name}`, () => {
    const found = rule.check(tree).map(({ path, what }) => `${path} ${what}`)
    assert.deepEqual(found, [], rule.reason)
  })

  test(`tidy itself: «${rule.name}» lets its good example pass and stops each bad one`, () => {
    assert.deepEqual(rule.check(rule.good), [])
    const alone = rule.bad.length > 1 && rule.bad.every((bad) => rule.check([bad]).length > 0)
    assert.ok(alone || rule.check(rule.bad).length > 0, 'the bad example passes')
  })
}

test('printed files are what would be printed now', async () => {
  for (const [path, text] of await printAll()) {
    assert.equal(await readPrinted(path), text, `${path} is old: npm run print`)
  }
})
