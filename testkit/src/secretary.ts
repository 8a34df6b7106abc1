import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import type { Application } from '#contract/communities/applications.ts'
import type { RosterMatchKind } from '#contract/communities/roster.limits.ts'
import { fullName } from '#contract/identity/names.ts'
import { foldName } from '#server/communities/memberships/visible-members.store.ts'
import { personKey } from '#server/communities/roster/read-row.ts'
import type { Cast } from './cast.ts'
import { newId } from './client.ts'
import type { NoisyApplication, TruePupil } from './roster-noise.ts'
import type { World } from './world.ts'

const CLASSES = `
  insert into communities.unit (id, community_id, name, grade, school_year, created_at)
    select gen_random_uuid(), $1::uuid, name, split_part(name, '«', 1)::smallint,
      (select school_year from communities.unit where id = $2::uuid), now()
    from unnest($3::text[]) name on conflict do nothing`

const RECORDS = `
  insert into communities.roster_record
    (id, community_id, role, surname, name, patronymic, name_key, birth_date, unit_id, unit_name, phones, source, changed_at)
    select gen_random_uuid(), $1::uuid, 'pupil', p.surname, p.name, p.patronymic, p.key, p.birth, u.id, u.name,
      array_remove(array[p.phone], null), 'sheet', now()
    from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
      p (surname, name, patronymic, key, birth, class, phone)
    join communities.unit u on u.community_id = $1::uuid and u.name = p.class and not u.archived`

const columns = (people: readonly TruePupil[]) => [
  people.map(({ surname }) => surname),
  people.map(({ name }) => name),
  people.map(({ patronymic }) => patronymic),
]

/** Puts the pupils of a list into a school of the cast, with a class for each that the list names. */
export async function bringList(world: World, cast: Cast, pupils: readonly TruePupil[]): Promise<void> {
  const { communityId } = cast.school
  const letters = ['А', 'Б', 'В', 'Г']
  const names = Array.from({ length: 11 }, (_, grade) => letters.map((letter) => `${grade + 1}«${letter}»`)).flat()
  await world.database.query(CLASSES, [communityId, cast.classId, names])
  await world.database.query(RECORDS, [
    communityId,
    ...columns(pupils),
    pupils.map(personKey),
    pupils.map(({ birthDate }) => birthDate),
    pupils.map(({ className }) => className),
    pupils.map(({ phone }) => phone),
  ])
}

const APPLICANTS = `
  with told as (
    select gen_random_uuid() as person_id, gen_random_uuid() as account_id, gen_random_uuid() as profile_id, t.*
    from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::text[], $9::text[])
      with ordinality t (id, surname, name, patronymic, sort_name, birth, class, phone, n)),
  persons as (
    insert into identity.person (id, surname, name, patronymic, birth_date, created_at)
    select person_id, surname, name, patronymic, birth, now() from told),
  accounts as (
    insert into identity.account (id, phone, created_at) select account_id, phone, now() from told),
  profiles as (
    insert into identity.profile (id, account_id, person_id, kind, surname, name, patronymic, created_at)
    select profile_id, account_id, person_id, 'learning', surname, name, patronymic, now() from told)
  insert into communities.application
    (id, community_id, unit_id, profile_id, role, sort_name, position, path, state, submitted_at)
    select t.id, $1::uuid, u.id, t.profile_id, 'pupil', t.sort_name, '', 'link', 'pending', $10::timestamptz + t.n * interval '1 second'
    from told t join communities.unit u on u.community_id = $1::uuid and u.name = t.class and not u.archived`

/** What the applications of a queue are in truth, by their ids. */
export type Truth = ReadonlyMap<string, NoisyApplication>

/** Applications of people who have never been here, straight into the queue: to sign hundreds in takes longer than what is shown. */
export async function fileApplications(
  world: World,
  cast: Cast,
  applications: readonly NoisyApplication[],
): Promise<Truth> {
  const truth = new Map(applications.map((application) => [newId(), application]))
  await world.database.query(APPLICANTS, [
    cast.school.communityId,
    [...truth.keys()],
    ...columns(applications),
    applications.map(({ surname, name, patronymic }) => foldName([surname, name, patronymic].join(' '))),
    applications.map(({ birthDate }) => birthDate),
    applications.map(({ className }) => className),
    applications.map(({ phone }) => phone),
    new Date(world.clock.now() - applications.length * 1_000),
  ])
  return truth
}

/** Whether somebody belongs where he applies: he stands in the list, and there in this class. */
export function belongs({ truth, className }: NoisyApplication): boolean {
  return truth !== null && truth.className === className
}

/** A secretary at the queue of applications, who counts how often she presses. */
export class Secretary {
  readonly page: Page
  readonly #cast: Cast
  readonly #phone: boolean
  presses = 0

  constructor(page: Page, cast: Cast, { phone }: { phone: boolean }) {
    this.page = page
    this.#cast = cast
    this.#phone = phone
  }

  async press(what: Locator): Promise<void> {
    this.presses += 1
    await what.click()
  }

  /** Approves at once all who match the list; returns how many. */
  async approveMatched(): Promise<number> {
    const button = this.page.getByRole('button', { name: /^Одобрить совпавших \([1-9]/ })
    await button.waitFor()
    const count = Number(/\((\d+)\)/.exec((await button.textContent()) ?? '')?.[1])
    await this.press(button)
    await this.page.getByText(new RegExp(`^Одобрено: ${count}\\s`)).waitFor({ timeout: 120_000 })
    await this.page.getByRole('button', { name: 'Одобрить совпавших (0)' }).waitFor()
    return count
  }

  /** Looks at each of those who stand so to the list, and decides as the list is in truth. */
  async decideEach(match: RosterMatchKind, truth: Truth): Promise<void> {
    const left = await this.#waiting(match)
    if (left.length === 0) return
    await this.#choose(match)
    for (const [n, application] of left.entries()) {
      await this.#open(application, left.length - n)
      const panel = this.page.getByRole('complementary', { name: 'Заявка' })
      if (belongs(truth.get(application.id)!)) {
        await this.press(panel.getByRole('button', { name: 'Одобрить', exact: true }))
      } else {
        await this.press(panel.getByRole('button', { name: 'Отклонить', exact: true }))
        await this.#giveReason()
      }
      await panel.waitFor({ state: 'detached' })
    }
  }

  /** Rejects all at once who stand in no list; where the list does not know somebody who belongs here, looks at each. */
  async decideNone(truth: Truth): Promise<void> {
    const left = await this.#waiting('none')
    if (this.#phone || left.length < 2 || left.some(({ id }) => belongs(truth.get(id)!))) {
      return this.decideEach('none', truth)
    }
    await this.#choose('none')
    await this.page.getByText(`${left.length} из ${left.length}`).waitFor()
    await this.press(this.page.getByRole('checkbox', { name: 'Выбрать все на странице' }))
    await this.press(this.page.getByRole('region', { name: 'Действия с выбранными' }).getByText('Отклонить'))
    await this.#giveReason()
    await this.page.getByText('Ничего не найдено').waitFor()
  }

  async #waiting(match: RosterMatchKind): Promise<Application[]> {
    const { communityId } = this.#cast.school
    const input = { communityId, states: ['pending' as const], match, limit: 200 }
    return (await this.#cast.director.client.call('applications.queue', input)).applications
  }

  async #choose(match: RosterMatchKind): Promise<void> {
    this.presses += 1
    await this.page.getByLabel('Сверка', { exact: true }).selectOption(match)
  }

  /** Opens the first of the list once the one before has left it. */
  async #open(application: Application, total: number): Promise<void> {
    await this.page
      .getByText(new RegExp(`из ${total}$`))
      .first()
      .waitFor()
    await this.press(this.page.getByRole('button', { name: fullName(application), exact: true }).first())
    await this.page.getByRole('complementary', { name: 'Заявка' }).getByText('Сверка со списком').waitFor()
  }

  async #giveReason(): Promise<void> {
    const dialog = this.page.getByRole('dialog')
    await this.press(dialog.getByText('Человек не связан с организацией'))
    await this.press(dialog.getByRole('button', { name: 'Отклонить', exact: true }))
    await dialog.waitFor({ state: 'detached' })
  }

  /** That nobody waits any more, and everybody was decided as the list is in truth. */
  async assertDone(world: World, truth: Truth): Promise<void> {
    const rows = await world.database.query<{ id: string; state: string }>(
      'select id, state from communities.application where id = any($1::uuid[])',
      [[...truth.keys()]],
    )
    assert.equal(rows.length, truth.size)
    const wrong = rows.filter(({ id, state }) => state !== (belongs(truth.get(id)!) ? 'approved' : 'rejected'))
    assert.deepEqual(
      wrong.map(({ id, state }) => `${state}: ${truth.get(id)!.noise}`),
      [],
    )
  }
}
