import type { CommunityType, Role } from '#contract/communities/types.ts'
import { apply, foundOrganisation, join, type Organisation } from '../cast.ts'
import { type Client, newId } from '../client.ts'
import { type About, newPhone, type Person, signIn } from '../people.ts'
import type { World } from '../world.ts'
import type { Actor, Facts } from './facts.ts'

/** Before 2026 of an age to be an adult, a pupil of 15 years, and a child under 14. */
const BORN = { adult: '1985-03-14', pupil: '2011-05-20' } as const

const SURNAMES = ['Азова', 'Бокова', 'Вагина', 'Гаева', 'Дёмина', 'Ежова', 'Жукова', 'Зуева', 'Ильина', 'Котова']

/** Makes organisations and their people through the product's own operations, and writes down what it has made. */
export class Schools {
  readonly world: World
  readonly operator: Client
  readonly facts: Facts
  readonly organisations = new Map<string, Organisation>()
  readonly unitIds = new Map<string, string>()
  readonly people = new Map<string, Person>()
  #named = 0

  constructor(world: World, operator: Client, facts: Facts) {
    this.world = world
    this.operator = operator
    this.facts = facts
  }

  about(born: string = BORN.adult): About {
    const number = this.#named
    this.#named += 1
    const letters = [...String(number)].map((digit) => 'абвгдежзик'[Number(digit)]).join('')
    return { surname: `${SURNAMES[number % 10]!}-${letters}`, name: 'Инна', birthDate: born }
  }

  organisation(id: string): Organisation {
    return this.organisations.get(id) ?? missing(id)
  }

  unitId(id: string): string {
    return this.unitIds.get(id) ?? missing(id)
  }

  person(id: string): Person {
    return this.people.get(id) ?? missing(id)
  }

  /** Founds `a` with its administrator `a.director` and «Коллектив», `a.staff`. */
  async found(id: string, type: CommunityType): Promise<Organisation> {
    const about = this.about()
    const made = await foundOrganisation(this.world, this.operator, {
      type,
      name: `Организация ${id}`,
      administrator: about,
    })
    this.organisations.set(id, made)
    this.facts.organisations.push({ id, suspended: false, delegates: false })
    this.unitIds.set(`${id}.staff`, made.staffUnitId)
    this.facts.units.push({ id: `${id}.staff`, organisation: id, grade: null, system: true })
    this.know(`${id}.director`, made.administrator)
    this.facts.roles.push({ actor: `${id}.director`, organisation: id, unit: null, role: 'administrator' })
    return made
  }

  async addUnit(id: string, grade: number | null): Promise<void> {
    const organisation = id.slice(0, id.indexOf('.'))
    const { communityId, administrator } = this.organisation(organisation)
    const input = { id: newId(), communityId, name: `Группа ${id}`, ...(grade === null ? {} : { grade }) }
    this.unitIds.set(id, (await administrator.client.call('units.create', input)).id)
    this.facts.units.push({ id, organisation, grade, system: false })
  }

  /** Somebody who is signed in and belongs nowhere yet. */
  async newcomer(id: string, born: 'adult' | 'pupil' = 'adult'): Promise<Person> {
    const person = await signIn(this.world, newPhone(), this.about(BORN[born]))
    this.know(id, person, { adult: born === 'adult' })
    return person
  }

  know(id: string, { client, profileId, ...rest }: Person, what: Partial<Actor> = {}): void {
    this.people.set(id, { client, profileId, ...rest })
    client.name = id
    this.facts.actors.push({
      id,
      kind: 'person',
      state: 'active',
      adult: true,
      under14: false,
      client,
      profileId,
      ...what,
    })
  }

  /** Lets somebody in who may be new: by a link, an application and the approval of the administrator. */
  async join(id: string, unit: string, role: Role, child?: string): Promise<void> {
    const organisation = unit.slice(0, unit.indexOf('.'))
    const person = this.people.get(id) ?? (await this.newcomer(id, role === 'pupil' ? 'pupil' : 'adult'))
    await join(this.organisation(organisation), person, this.#place(unit, role, child))
    this.facts.roles.push({ actor: id, organisation, unit, role })
    this.facts.applicants.push({ actor: id, organisation })
    if (child !== undefined) this.facts.guardians.push({ adult: id, child })
  }

  /** Lets somebody apply who may be new, and leaves the application in the queue; its id. */
  async apply(id: string, unit: string, role: Role, child?: string): Promise<string> {
    const organisation = unit.slice(0, unit.indexOf('.'))
    const person = this.people.get(id) ?? (await this.newcomer(id, role === 'pupil' ? 'pupil' : 'adult'))
    const made = await apply(this.organisation(organisation), person, this.#place(unit, role, child))
    this.facts.applicants.push({ actor: id, organisation })
    this.facts.applications.push({ id: made, actor: id, organisation, unit, role })
    return made
  }

  async appoint(id: string, organisation: string): Promise<void> {
    const { communityId, administrator } = this.organisation(organisation)
    await administrator.client.call('members.appoint', { communityId, profileId: this.person(id).profileId })
    this.facts.roles.push({ actor: id, organisation, unit: null, role: 'administrator' })
  }

  #place(unit: string, role: Role, child?: string) {
    return {
      unitId: this.unitId(unit),
      role,
      ...(role === 'staff' || role === 'lead' ? { position: 'Учитель' } : {}),
      ...(child === undefined ? {} : { childProfileId: this.person(child).profileId }),
    }
  }
}

function missing(id: string): never {
  throw new Error(`There is no ${id}`)
}
