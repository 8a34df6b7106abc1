import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { GRANTS } from '#contract/communities/communities.ts'
import { operations } from '#contract/operations.ts'
import { variables } from '#server/platform/config/config.ts'
import { foundOrganisation } from '#testkit/cast.ts'
import { signInOperator } from '#testkit/people.ts'
import { ROOT } from '#testkit/printed.ts'
import { createWorld, type World } from '#testkit/world.ts'

/** Words of products that sell themselves: keys, plans, seats, periods of grace. */
const SELLING =
  /licen[cs]e|paywall|subscri(be|ption) ?plan|billing|invoice|tariff|per[- ]seat|\bseats\b|free tier|premium|тариф|оплат|платн|лиценз|подписк[аиу] на|пробн(ый|ого) период/i

/** Where such a word means something else. */
const MEANS_ELSE: readonly RegExp[] = [
  // What the code itself is given away under.
  /license: \{ name: 'Apache-2\.0'/,
  /"license": "Apache-2\.0"/,
  /Toll-free and premium numbers cannot receive a code/,
  /всё бесплатно/,
  // A call to a helpline.
  /Детский телефон доверия: 8 800 2000 122, бесплатно/,
]

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world[Symbol.asyncDispose]())

/** Lines of the product that speak of money. */
function sellingLines(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([path, text]) =>
    text
      .split('\n')
      .filter((line) => SELLING.test(line) && !MEANS_ELSE.some((each) => each.test(line)))
      .map((line) => `${path}: ${line.trim()}`),
  )
}

function productFiles(): Map<string, string> {
  const folders = ['bin', 'contract/src', 'server/src', 'server/migrations', 'web/src', 'package.json']
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...folders], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const paths = list.split('\n').filter((path) => /\.(ts|tsx|mjs|sql|json)$/.test(path) && !path.includes('.test.'))
  return new Map(
    paths.filter((path) => existsSync(ROOT + path)).map((path) => [path, readFileSync(ROOT + path, 'utf8')]),
  )
}

test('[GEN-05] nothing is sold: no key, plan or count of seats is asked for, and a new organisation has every right at once', async () => {
  const files = productFiles()
  assert.ok(files.size > 500, `${files.size} files`)
  assert.deepEqual(sellingLines(files), [])
  const planted = new Map([['a.ts', `if (organisation.plan !== 'premium') fail('members.seatsReached')`]])
  assert.equal(sellingLines(planted).length, 1, 'a planted one is seen')
  for (const { name } of Object.values(variables)) assert.doesNotMatch(name, /LICEN|TARIFF|SEAT|ACTIVATION|CUSTOMER/)
  for (const name of Object.keys(operations)) assert.doesNotMatch(name, /licen|tariff|seat|payment|purchase|upgrade/i)

  const organisation = await foundOrganisation(world, await signInOperator(world), {
    type: 'school',
    name: 'Школа № 5',
    administrator: { surname: 'Громова', name: 'Ида' },
  })
  const { memberships } = await organisation.administrator.client.call('communities.mine', {})
  // Leads alone need a right for the units that they lead; whoever decides on all applications needs none for some.
  const all = GRANTS.filter((grant) => grant !== 'applications.decideUnit')
  assert.deepEqual([...memberships[0]!.grants].sort(), [...all].sort())
})
