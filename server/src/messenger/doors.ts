import type { Reach } from '#contract/communities/audience.ts'
import type { Membership } from '#contract/communities/communities.ts'
import type { PreviewPlaces } from '#contract/communities/dialogue-rules.ts'
import type { ChildLabel } from '#contract/communities/families.ts'
import type { UnitAudience } from '#contract/communities/unit-audiences.ts'
import type { UrgentReason } from '#contract/communities/urgent.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { Supervision } from '#contract/messenger/chats.ts'
import type { Reader, Tx } from '../platform/db/database.ts'
import type { ChannelClass } from './chats/reader.store.ts'

/** What holds for two people who are alone in a chat. */
export interface DialogueRule {
  /**
   * The mode that lets nobody be alone, or in which nobody is found who would see it; `withheld` while one of them is a
   * child for whom nobody has consented; null when they may be.
   */
  refusal: 'forbidden' | Supervision['mode'] | 'withheld' | null
  /** Who has to see it; null when they may be alone, or not at all. */
  supervision: Supervision | null
  /** When an age changes the answer, in milliseconds since 1970; null when none will. */
  changesAt: number | null
}

/** A child of a guardian in one organisation; the guardian himself where children have no accounts. */
export interface OwnChild {
  communityId: string
  childId: string
  unitIds: string[]
  guardianIds: string[]
}

/** What the messenger needs of the domains to its left. */
export interface LeftDoors {
  cards(reader: Reader, profileIds: readonly string[]): Promise<ProfileCard[]>
  /** The viewer's membership, or null when he has none. */
  accessMembership(reader: Reader, profileId: string, communityId: string): Promise<Membership | null>
  /** A unit whose chat somebody makes, held until the transaction ends; null where there is none for him. */
  unitForChat(
    tx: Tx,
    viewerId: string,
    unitId: string,
  ): Promise<{ communityId: string; archived: boolean; allowed: boolean; leadIds: string[] } | null>
  /** Who leads a unit. */
  leadsOf(reader: Reader, unitId: string): Promise<string[]>
  /** Units with the people to whom something is said there. */
  readonly unitAudiences: {
    /** In the order of their ids. */
    peopleOf(reader: Reader, unitId: string, audience: UnitAudience): Promise<string[]>
    /** To which audiences of units these people belong in a community. */
    audiencesOf(
      reader: Reader,
      communityId: string,
      profileIds: readonly string[],
    ): Promise<{ profileId: string; unitId: string; audience: UnitAudience }[]>
    /** Units of a community in which the viewer may announce: all, or those in whose staff he is. */
    announcingIn(
      reader: Reader,
      viewerId: string,
      where: { communityId: string; all: boolean },
    ): Promise<{ unitId: string; name: string; people: Record<UnitAudience, number> }[]>
    /** What units are called. */
    namesOf(reader: Reader, unitIds: readonly string[]): Promise<Map<string, string>>
  }
  /** Families to whom something was said in an organisation. */
  readonly reachedFamilies: {
    /** All of them, or those of one guardian. */
    familiesReached(
      reader: Reader,
      reached: { communityId: string; everyone: boolean; unitIds: readonly string[]; profileIds: readonly string[] },
      guardianId: string | null,
    ): Promise<{ childId: string; unitNames: string[]; guardianIds: string[] }[]>
    /** The children of a guardian, each once in each organisation. */
    childrenOf(reader: Reader, guardianId: string): Promise<OwnChild[]>
    zoneOf(reader: Reader, communityId: string): Promise<string>
  }
  /** The children of a parent by organisation, as he tells them apart, in the order of their names. */
  childLabels(reader: Reader, viewerId: string): Promise<{ labels: ChildLabel[] }>
  /** Which of these people are contacts of the viewer, in one community or in any. */
  contactsAmong(
    reader: Reader,
    profileId: string,
    others: readonly string[],
    communityId?: string,
  ): Promise<ReadonlySet<string>>
  /** Whether the two share a community now. */
  shareCommunity(reader: Reader, a: string, b: string): Promise<boolean>
  /** Pupils by role or by age among these people. */
  pupilsAmong(reader: Reader, profileIds: readonly string[]): Promise<ReadonlySet<string>>
  /** Who of two people has blocked the other. */
  blocksBetween(reader: Reader, one: string, other: string): Promise<{ one: boolean; other: boolean }>
  /** Whether somebody may not begin a dialogue with another one, because that one does not want it. */
  refusesWriting(reader: Reader, writerId: string, otherId: string): Promise<boolean>
  /** Those of `others` whom somebody may not add to a group of a community, or of none. */
  refusingToJoin(
    reader: Reader,
    adderId: string,
    others: readonly string[],
    communityId: string | undefined,
  ): Promise<ReadonlySet<string>>
  /**
   * Why nothing may happen in somebody’s name in a chat at this moment, whatever he may do there: his account is to be deleted, he is a
   * child for whom nobody has consented, or the organisation rests. Null when it may.
   */
  actingRefusal(reader: Reader, acting: { profileId: string; chatId: string }): Promise<ErrorCode | null>
  /** Holds what these people are until the transaction ends; called before any head is locked. */
  holdProfiles(tx: Tx, profileIds: readonly string[], why: 'keep'): Promise<void>
  /** How the people behind these profiles may be alone; more than two people are not. */
  dialogueRule(reader: Reader, profileIds: readonly string[]): Promise<DialogueRule>
  /** How many of these people hear nothing of a chat now, and when half of those hear again, in milliseconds since 1970. */
  quietAmong(
    reader: Reader,
    communityId: string | null,
    profileIds: readonly string[],
  ): Promise<{ people: number; quiet: number; soundsAt: number | null }>
  /** Quiet times of somebody in the chats of an organisation, or of none, that lie in a span, in milliseconds since 1970. */
  quietTimesOf(
    reader: Reader,
    profileId: string,
    communityId: string | null,
    span: { from: number; to: number },
  ): Promise<readonly { from: number; to: number }[]>
  /** Whether an organisation lets no messages vanish where pupils read; a chat of none is of the pupils among these people. */
  forbidsVanishing(reader: Reader, communityId: string | null, profileIds: readonly string[]): Promise<boolean>
  /** Where links have cards, as an organisation decides; a chat of none goes by the strictest of those in which these people are. */
  previewsAmong(reader: Reader, communityId: string | null, profileIds: readonly string[]): Promise<PreviewPlaces>
  /** Messages that sound in quiet times all the same; a dialogue has no organisation, and another person. */
  readonly urgent: {
    /** How many somebody may send yet; null where he sends none. */
    left(
      reader: Reader,
      profileId: string,
      place: { communityId: string | null; otherId: string | null },
    ): Promise<number | null>
    /** Counts one. */
    use(
      tx: Tx,
      sent: {
        profileId: string
        messageId: string
        reason: UrgentReason
        communityId: string | null
        otherId: string | null
      },
    ): Promise<'sent' | 'forbidden' | 'spent'>
  }
  /** Everybody who reads the channels of this class of a community. */
  audienceOf(reader: Reader, channel: ChannelClass): Promise<string[]>
  /** How far something said to an audience at a time has come, in all and by unit; `read` are those who have read it. */
  reachByUnit(
    reader: Reader,
    channel: ChannelClass,
    said: { since: Date; read: readonly string[] },
  ): Promise<{ total: Reach; units: { unitId: string; name: string; reach: Reach }[] }>
  /** SMS in the name of an organisation. */
  readonly sms: {
    /** The number as it is dialled; null when it is none. */
    normalizePhone(text: string): string | null
    /** Whether an organisation may send more SMS this month. */
    hasRoom(reader: Reader, communityId: string): Promise<boolean>
    /** Counts one that was sent about something of an organisation. */
    count(communityId: string): Promise<void>
    /** Where the site is, as it stands in what is sent. */
    siteUrl(): string
  }
  /** Whether one of the two is a guardian of the other. */
  isGuardianPair(reader: Reader, a: string, b: string): Promise<boolean>
}
