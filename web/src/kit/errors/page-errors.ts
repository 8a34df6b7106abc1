import type { communityErrors } from '#contract/communities/communities.errors.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Sentence } from './sentence.ts'

export type ConsentCode = Exclude<Extract<ErrorCode, `consent.${string}`>, 'consent.required'>
/** Of what people report, where they do and where it is looked at. */
export type ReportCode = Extract<ErrorCode, `report.${string}`>
/** Of what parents say of absences, and where it is read. */
export type AbsenceCode = Extract<ErrorCode, `absence.${string}`>
/** Of applications, on the pages that make and decide them. */
export type ApplicationCode = Extract<ErrorCode, `application.${string}`>
/** Of announcements, on the page that makes and looks after them. */
export type AnnouncementCode = Exclude<Extract<ErrorCode, `announcement.${string}`>, 'announcement.wholeOnly'>
/** Of calls, where they are begun, entered and led. */
export type CallCode = Extract<ErrorCode, `call.${string}` | `callLink.${string}` | `plannedCall.${string}`>
/** Of class cards and the devices on which they work. */
export type CardCode = Extract<ErrorCode, `card.${string}` | `classDevice.${string}`>
/** Of an account that is to be deleted; its owner meets them on pages that are about nothing else. */
export type DeletionCode = Extract<ErrorCode, `deletion.${string}` | 'account.leaving'>
export type DialogueRulesCode = Extract<
  ErrorCode,
  `dialogueRules.${string}` | `privacyLimit.${string}` | `retention.${string}`
>
/** Of what somebody shows of himself. */
export type DetailsCode = Extract<ErrorCode, `details.${string}`>
/** Of files on their way, and of what is made of them. */
export type FileCode = Extract<
  ErrorCode,
  `file.${string}` | `picture.${string}` | `photo.${string}` | `voice.${string}` | `round.${string}` | `media.${string}`
>
/** Of invitation links, on the pages that make and open them. */
export type LinkCode = Extract<ErrorCode, `link.${string}`>
/** Of invitation links of chats, where they are made and opened. */
export type ChatLinkCode = Extract<ErrorCode, `chatLink.${string}` | `joinRequest.${string}`>
/** Of what an organisation says of itself. */
export type OrganisationCode = Extract<ErrorCode, `organisation.${string}`>
/** Of what the operator does to organisations and announces. */
export type ServingCode = Extract<ErrorCode, `suspension.${string}` | `quota.${string}` | `banner.${string}`>
/** Of contacts that are added by hand. */
export type PersonalCode = Extract<ErrorCode, `personalContact.${string}`>
/** Of requests of organisations and of the console in which they are decided; the codes of malformed requests are everybody's. */
export type RequestCode =
  | Extract<keyof typeof communityErrors, `request.${string}` | `order.${string}`>
  | 'operator.required'
/** Of invitations by e-mail and the sign-in by it. */
export type LetterCode =
  | Extract<ErrorCode, `invitation.${string}`>
  | 'signin.emailInvalid'
  | 'signin.invitationNeeded'
  | 'signin.mailUnavailable'

/** Of the sign-in, and of what is asked again where the settings change how somebody signs in. */
export type SigninCode = Exclude<
  Extract<
    ErrorCode,
    `signin.${string}` | `factor.${string}` | `passkey.${string}` | `oidc.${string}` | 'password.isSet'
  >,
  LetterCode | 'factor.required' | 'signin.profileUnknown'
>
/** Of likely doubles of people. */
export type DoubleCode = Extract<ErrorCode, `double.${string}`>
/** Of families, on the pages that show them and make links. */
export type FamilyCode = Extract<ErrorCode, `family.${string}`>
/** Of messages that wait for their time. */
export type ScheduledCode = Extract<ErrorCode, `scheduled.${string}`>
/** Of comparing a phone book. */
export type PhonebookCode = Extract<ErrorCode, `phonebook.${string}`>
/** Of units, on the pages that make them and invite into them. */
export type UnitCode = Extract<ErrorCode, `unit.${string}`>
/** Of the members of an organisation, on the pages that show them. */
export type MemberCode = Extract<ErrorCode, `member.${string}`>
/** Of quiet times, of organisations and of one's own. */
export type QuietCode = Extract<ErrorCode, `quiet.${string}` | `quietRules.${string}`>
export type PrivacyCode = Extract<ErrorCode, `privacy.${string}`>
/** Of polls, where they are made, voted in and ended. */
export type PollCode = Exclude<Extract<ErrorCode, `poll.${string}`>, 'poll.notForwarded' | 'poll.notEdited'>
/** Of the page of an organisation. */
export type PublicationCode = Extract<ErrorCode, `publication.${string}`>
/** Of sticker packs, on the page where operators make them. */
export type StickerCode = Exclude<
  Extract<ErrorCode, `sticker.${string}`>,
  'sticker.unknown' | 'sticker.notAlone' | 'sticker.notEdited'
>
/** Of the own names and sign-ins. */
export type ProfileCode = Extract<ErrorCode, 'profile.nameInvalid' | 'profile.renamedOften' | 'session.unknown'>
export type PhoneCode = Extract<ErrorCode, `phone.${string}`>
/** Of the union of two accounts. */
export type MergeCode = Extract<ErrorCode, `merge.${string}`>
/** Of the tasks of the staff. */
export type TaskCode = Extract<ErrorCode, `tasks.${string}`>
/** Of tickets about accounts that nobody gets into any more. */
export type TicketCode = Extract<ErrorCode, `ticket.${string}`>
/** Of lists of people, and of applications that are approved by them. */
export type RosterCode = Extract<ErrorCode, `roster.${string}` | `matched.${string}`>
/** Of taking units into the next school year. */
export type RolloverCode = Extract<ErrorCode, `rollover.${string}`>
/** Of systems that tell facts, and of a caller that is no system. */
export type ConnectorCode = Extract<ErrorCode, `connector.${string}`>
export type OidcClientCode = Extract<ErrorCode, `oidcClient.${string}`>

/** Of the electronic school, whose pages are its own. */
export type SchoolCode = Extract<ErrorCode, `school.${string}`>

/** Codes that only a few pages meet: their sentences come with these pages, and the first screens do without them. */
export type PageErrorCode =
  | AbsenceCode
  | AnnouncementCode
  | ApplicationCode
  | CallCode
  | CardCode
  | ChatLinkCode
  | ConsentCode
  | DeletionCode
  | DialogueRulesCode
  | DetailsCode
  | LetterCode
  | FileCode
  | LinkCode
  | MemberCode
  | OrganisationCode
  | RequestCode
  | ServingCode
  | OidcClientCode
  | ConnectorCode
  | PhoneCode
  | PollCode
  | PublicationCode
  | ScheduledCode
  | ProfileCode
  | PrivacyCode
  | QuietCode
  | ReportCode
  | PersonalCode
  | SigninCode
  | StickerCode
  | FamilyCode
  | DoubleCode
  | PhonebookCode
  | TaskCode
  | TicketCode
  | RosterCode
  | RolloverCode
  | UnitCode
  | MergeCode
  | SchoolCode

/** The sentences of a page for its codes; the page tells them to `learnSentences`. */
export type PageSentences<Code extends PageErrorCode> = Readonly<Record<Locale, Readonly<Record<Code, Sentence>>>>
