import type { DialogueMode } from '#contract/communities/dialogue-rules.ts'
import { ageOn, birthdayOf, dayBegins, dayIn, type Identity, type PersonFacts } from '../../identity/index.ts'
import type { Reader } from '../../platform/db/database.ts'
import type { Platform } from '../../platform/platform.ts'
import { ADULT_AGE, ADULT_ZONE, type Memberships } from '../memberships/memberships.service.ts'
import {
  isOnlyPupilIn,
  parentProfilesOf,
  type SharedRules,
  secondAdultsOf,
  sharedRules,
} from './dialogue-facts.store.ts'

/** Whether people may be alone, and who has to see it. */
export interface DialogueRule {
  /**
   * The mode that lets nobody be alone, or in which nobody is found who would see it; `withheld` while one of them is a
   * child for whom nobody has consented; null when they may be.
   */
  refusal: DialogueMode | 'withheld' | null
  supervision: { mode: 'secondAdult' | 'guardians'; observerIds: string[] } | null
  /** When an age changes the answer, in milliseconds since 1970; null when none will. */
  changesAt: number | null
}

const ANYTHING: DialogueRule = { refusal: null, supervision: null, changesAt: null }

/**
 * The strictest first. Nobody at all is stricter than anybody; and the family, which the adult does not work with, is
 * stricter than a colleague of his.
 */
const STRICTEST: readonly DialogueMode[] = ['forbidden', 'guardians', 'secondAdult']
/** From this age on the other of the two rules of an organisation holds. */
const OLDER_AGE = 14
/** From this age on nobody is a child's schoolmate, whatever link he has come by: pupils come of age in their last years. */
const SCHOOLMATE_AGE_END = 21

interface Parts extends Pick<Platform, 'clock'> {
  identity: Identity
  memberships: Pick<Memberships, 'pupilsAmong'>
}

/** The rule of two adults for the people behind some profiles, by what their organisations have chosen (P-07, reading A-55). */
export function createDialogueRule({ clock, identity, memberships }: Parts) {
  /**
   * The first named adult of each organisation that wants one and is as strict as any: what each of them has named sees
   * the dialogue, whatever another one has. He is never the adult of the dialogue, under whichever profile.
   */
  const secondAdults = async (reader: Reader, rules: readonly SharedRules[], adult: PersonFacts): Promise<string[]> => {
    const found = new Set<string>()
    for (const { communityId } of rules) {
      const named = await secondAdultsOf(reader, communityId)
      const pupils = await memberships.pupilsAmong(
        reader,
        named.map(({ profileId }) => profileId),
      )
      const first = named.find(({ profileId, personId }) => personId !== adult.personId && !pupils.has(profileId))
      if (first !== undefined) found.add(first.profileId)
    }
    return [...found]
  }

  const ruleFor = async (reader: Reader, adult: PersonFacts, pupil: PersonFacts, shared: readonly SharedRules[]) => {
    const modeOf = (rules: SharedRules): DialogueMode => {
      const age = ageOn(pupil.birthDate, dayIn(rules.timeZone, clock.now()))
      return age < OLDER_AGE ? rules.under14 : rules.from14
    }
    const modes = shared.map(modeOf)
    // Without a shared organisation nobody has allowed anything.
    const mode = STRICTEST.find((each) => modes.includes(each)) ?? 'forbidden'
    if (mode === 'forbidden') return { refusal: mode, supervision: null }
    const observerIds =
      mode === 'guardians'
        ? await parentProfilesOf(reader, pupil.personId)
        : await secondAdults(
            reader,
            shared.filter((rules) => modeOf(rules) === mode),
            adult,
          )
    if (observerIds.length > 0) return { refusal: null, supervision: { mode, observerIds } }
    return { refusal: mode, supervision: null }
  }

  const isYounger = ({ birthDate }: PersonFacts, age: number) => ageOn(birthDate, dayIn(ADULT_ZONE, clock.now())) < age
  const isChild = (facts: PersonFacts) => isYounger(facts, ADULT_AGE)

  /**
   * The pupil of a pair of which the other one is an adult; null for two pupils and for two adults. Whoever is of age is
   * a child's schoolmate only while he is young and nothing but a pupil: a teacher who takes a course somewhere stays a
   * teacher, and whoever comes by the link of a class at forty stays a grown-up.
   */
  const pupilOf = async (reader: Reader, one: Human, other: Human, shared: readonly SharedRules[]) => {
    const [isOneChild, isOtherChild] = [isChild(one.facts), isChild(other.facts)]
    if (isOneChild && isOtherChild) return null
    if (isOneChild || isOtherChild) {
      const [child, grown] = isOneChild ? [one, other] : [other, one]
      const maybeSchoolmate = isYounger(grown.facts, SCHOOLMATE_AGE_END)
      return maybeSchoolmate && (await isOnlyPupilIn(reader, grown.profileIds, shared)) ? null : child
    }
    const pupils = await memberships.pupilsAmong(reader, [...one.profileIds, ...other.profileIds])
    const isPupil = ({ profileIds }: Human) => profileIds.some((id) => pupils.has(id))
    if (isPupil(one) === isPupil(other)) return null
    return isPupil(one) ? one : other
  }

  const ruleOfTwo = async (reader: Reader, one: Human, other: Human): Promise<DialogueRule> => {
    const shared = await sharedRules(reader, one.profileIds, other.profileIds)
    const changesAt = nextBirthday([one.facts, other.facts], shared, clock.now())
    const pupil = await pupilOf(reader, one, other, shared)
    const isFamily = () => identity.isGuardianPair(reader, one.facts.profileId, other.facts.profileId)
    if (pupil === null || (await isFamily())) return { ...ANYTHING, changesAt }
    const adult = pupil === one ? other : one
    return { ...(await ruleFor(reader, adult.facts, pupil.facts, shared)), changesAt }
  }

  /** When a child for whom nobody has consented is old enough, in milliseconds since 1970; null when neither is one. */
  const withheldUntil = async (reader: Reader, two: readonly Human[]): Promise<number | null> => {
    const today = dayIn(ADULT_ZONE, clock.now())
    // Where it is 14 already is a question of the zone; whoever is older is so everywhere.
    const young = two.filter(({ facts }) => ageOn(facts.birthDate, today) <= OLDER_AGE)
    const times = []
    for (const { facts } of young) {
      const until = (await identity.consents.withheldUntil(reader, [facts.personId])).get(facts.personId)!
      if (until !== null) times.push(until.getTime())
    }
    return times.length === 0 ? null : Math.min(...times)
  }

  return async (reader: Reader, profileIds: readonly string[]): Promise<DialogueRule> => {
    const [one, other, third] = humansOf([...(await identity.people(reader, profileIds)).values()])
    if (one === undefined || other === undefined || third !== undefined) return ANYTHING
    const rule = await ruleOfTwo(reader, one, other)
    const until = await withheldUntil(reader, [one, other])
    if (until === null) return rule
    // Whoever sees the dialogue goes on seeing it: nothing is said there meanwhile.
    return { ...rule, refusal: 'withheld', changesAt: Math.min(rule.changesAt ?? until, until) }
  }
}

/** One person under one or more profiles. */
interface Human {
  facts: PersonFacts
  profileIds: string[]
}

function humansOf(people: readonly PersonFacts[]): Human[] {
  return [...Map.groupBy(people, ({ personId }) => personId).values()].map((profiles) => ({
    facts: profiles[0]!,
    profileIds: profiles.map(({ profileId }) => profileId),
  }))
}

/** The next birthday that makes one of two people an adult, no schoolmate any more, or one of the older pupils somewhere. */
function nextBirthday(people: readonly PersonFacts[], shared: readonly SharedRules[], now: number): number | null {
  const times = people.flatMap(({ birthDate }) => [
    dayBegins(ADULT_ZONE, birthdayOf(birthDate, ADULT_AGE)),
    dayBegins(ADULT_ZONE, birthdayOf(birthDate, SCHOOLMATE_AGE_END)),
    ...shared.map(({ timeZone }) => dayBegins(timeZone, birthdayOf(birthDate, OLDER_AGE))),
  ])
  const ahead = times.filter((time) => time > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}
