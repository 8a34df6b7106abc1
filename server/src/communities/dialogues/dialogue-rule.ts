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

/** Whether two people may be alone, and who has to see it. */
export interface DialogueRule {
  /** The mode that lets nobody be alone, or in which nobody is found who would see it; null when they may be. */
  refusal: DialogueMode | null
  supervision: { mode: 'secondAdult' | 'guardians'; observerIds: string[] } | null
  /** When an age changes the answer, in milliseconds since 1970; null when none will. */
  changesAt: number | null
}

/**
 * The strictest first. Nobody at all is stricter than anybody; and the family, which the adult does not work with, is
 * stricter than a colleague of his.
 */
const STRICTEST: readonly DialogueMode[] = ['forbidden', 'guardians', 'secondAdult']
/** From this age on the other of the two rules of an organisation holds. */
const OLDER_AGE = 14

interface Parts extends Pick<Platform, 'clock'> {
  identity: Identity
  memberships: Pick<Memberships, 'pupilsAmong'>
}

/** The rule of two adults for two people, by what their organisations have chosen (P-07, reading A-55). */
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

  const isChild = ({ birthDate }: PersonFacts) => ageOn(birthDate, dayIn(ADULT_ZONE, clock.now())) < ADULT_AGE

  /**
   * The pupil of a pair of which the other one is an adult; null for two pupils and for two adults. Whoever is of age is
   * a child's schoolmate only where he is nothing but a pupil: a teacher who takes a course somewhere stays a teacher.
   */
  const pupilOf = async (
    reader: Reader,
    one: PersonFacts,
    other: PersonFacts,
    shared: readonly SharedRules[],
  ): Promise<PersonFacts | null> => {
    if (isChild(one) && isChild(other)) return null
    if (isChild(one) || isChild(other)) {
      const [child, grown] = isChild(one) ? [one, other] : [other, one]
      return (await isOnlyPupilIn(reader, grown.profileId, shared)) ? null : child
    }
    const pupils = await memberships.pupilsAmong(reader, [one.profileId, other.profileId])
    if (pupils.size !== 1) return null
    return pupils.has(one.profileId) ? one : other
  }

  return async (reader: Reader, a: string, b: string): Promise<DialogueRule> => {
    const people = await identity.people(reader, [a, b])
    const [one, other] = [people.get(a), people.get(b)]
    if (one === undefined || other === undefined) throw new Error('A dialogue is asked about people who do not exist')
    const shared = await sharedRules(reader, a, b)
    const changesAt = nextBirthday([one, other], shared, clock.now())
    const pupil = await pupilOf(reader, one, other, shared)
    if (pupil === null || (await identity.isGuardianPair(reader, a, b))) {
      return { refusal: null, supervision: null, changesAt }
    }
    return { ...(await ruleFor(reader, pupil === one ? other : one, pupil, shared)), changesAt }
  }
}

/** The next birthday that makes one of two people an adult, or one of the older pupils somewhere. */
function nextBirthday(people: readonly PersonFacts[], shared: readonly SharedRules[], now: number): number | null {
  const times = people.flatMap(({ birthDate }) => [
    dayBegins(ADULT_ZONE, birthdayOf(birthDate, ADULT_AGE)),
    ...shared.map(({ timeZone }) => dayBegins(timeZone, birthdayOf(birthDate, OLDER_AGE))),
  ])
  const ahead = times.filter((time) => time > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}
