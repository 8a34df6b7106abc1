import { test } from 'node:test'
import { runBrake } from '../src/school-years/brake-years.ts'
import { runYears } from '../src/school-years/run-years.ts'

const YEARS = 400
const FIRST = Math.floor(Date.now() / 86_400_000) * YEARS

test('[ESS-05/years] facts that come late, twice, in pieces and in any order make the chats that the requirements ask for, beside what people do by hand', () => {
  for (let seed = FIRST; seed < FIRST + YEARS; seed += 1) runYears(seed)
})

test('[ESS-05/brake-years] whose place a source drops without a word waits for a person when there are many, and nobody else does', () => {
  for (let seed = FIRST; seed < FIRST + YEARS; seed += 1) runBrake(seed)
})
