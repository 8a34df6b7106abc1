import { test } from 'node:test'
import { runBrake } from '../src/school-years/brake-years.ts'
import { runYears } from '../src/school-years/run-years.ts'

const YEARS = 20_000
const FIRST = Number(process.env.PARTA_TEST_SEED ?? 1)

test('[ESS-05/many-years] twenty thousand random schools over years: membership, roles and what waits at the brake are what their offices say, whatever became of the facts on their way', () => {
  for (let seed = FIRST; seed < FIRST + YEARS; seed += 1) {
    runYears(seed)
    runBrake(seed)
  }
  process.stdout.write(`[gate] connector: ${YEARS} schools from seed ${FIRST}, no difference\n`)
})
