import { applauseOperations } from './calls/applause.ts'
import { attendanceOperations } from './calls/attendance.ts'
import { attentionOperations } from './calls/attention.ts'
import { callLinkOperations } from './calls/call-links.ts'
import { callOperations } from './calls/calls.ts'
import { callGuestOperations } from './calls/guests.ts'
import { hallOperations } from './calls/halls.ts'
import { permissionOperations } from './calls/permissions.ts'
import { plannedCallOperations } from './calls/planned-calls.ts'
import { speakingOperations } from './calls/speaking.ts'
import { trialOperations } from './calls/trials.ts'
import { absenceOperations } from './communities/absences.ts'
import { ageNoticeOperations } from './communities/age-notices.ts'
import { applicationOperations } from './communities/applications.ts'
import { auditOperations } from './communities/audit.ts'
import { bannerOperations } from './communities/banner.ts'
import { blockOperations } from './communities/blocks.ts'
import { cardOperations } from './communities/cards.ts'
import { communityOperations } from './communities/communities.ts'
import { consentOperations } from './communities/consents.ts'
import { contactOperations } from './communities/contacts.ts'
import { delegationOperations } from './communities/delegation.ts'
import { detailOperations } from './communities/details.ts'
import { dialogueRuleOperations } from './communities/dialogue-rules.ts'
import { doubleOperations } from './communities/doubles.ts'
import { emailInvitationOperations } from './communities/email-invitations.ts'
import { familyOperations } from './communities/families.ts'
import { linkOperations } from './communities/links.ts'
import { matchedOperations } from './communities/matched.ts'
import { memberPhotoOperations } from './communities/member-photos.ts'
import { memberRoleOperations } from './communities/member-roles.ts'
import { orderOperations } from './communities/orders.ts'
import { organisationOperations } from './communities/organisation.ts'
import { pageEditorOperations } from './communities/page-editors.ts'
import { personalContactOperations } from './communities/personal-contacts.ts'
import { phonebookOperations } from './communities/phonebook.ts'
import { privacyOperations } from './communities/privacy.ts'
import { queueDigestOperations } from './communities/queue-digest.ts'
import { quietOperations } from './communities/quiet.ts'
import { requestOperations } from './communities/requests.ts'
import { retentionOperations } from './communities/retention.ts'
import { rolloverOperations } from './communities/rollover.ts'
import { rosterOperations } from './communities/roster.ts'
import { suspensionOperations } from './communities/suspension.ts'
import { taskOperations } from './communities/tasks.ts'
import { ticketOperations } from './communities/tickets.ts'
import { unitOperations } from './communities/units.ts'
import { urgentOperations } from './communities/urgent.ts'
import { verificationOperations } from './communities/verification.ts'
import { intakeOperations } from './connector/intake.ts'
import { integrationOperations } from './connector/integrations.ts'
import { personLinkOperations } from './connector/person-links.ts'
import { toldAbsenceOperations } from './connector/told-absences.ts'
import { fileOperations } from './files/files.ts'
import { deletionOperations } from './identity/deletion.ts'
import { factorOperations } from './identity/factors.ts'
import { mergeOperations } from './identity/merge.ts'
import { oidcOperations } from './identity/oidc.ts'
import { oidcClientOperations } from './identity/oidc-clients.ts'
import { ownDataOperations } from './identity/own-data.ts'
import { passkeyOperations } from './identity/passkeys.ts'
import { passwordOperations } from './identity/password.ts'
import { phoneOperations } from './identity/phone.ts'
import { photoOperations } from './identity/photos.ts'
import { profileOperations } from './identity/profiles.ts'
import { sessionOperations } from './identity/sessions.ts'
import { signinOperations } from './identity/signin.ts'
import type { Operation } from './kit/operation.ts'
import { announcementOperations } from './messenger/announcements.ts'
import { attachmentOperations } from './messenger/attachments.ts'
import { channelOperations } from './messenger/channels.ts'
import { chatAboutOperations } from './messenger/chat-about.ts'
import { chatEndingOperations } from './messenger/chat-endings.ts'
import { chatLinkOperations } from './messenger/chat-links.ts'
import { chatPictureOperations } from './messenger/chat-pictures.ts'
import { chatQuietOperations } from './messenger/chat-quiet.ts'
import { chatVanishingOperations } from './messenger/chat-vanishing.ts'
import { chatOperations } from './messenger/chats.ts'
import { draftOperations } from './messenger/drafts.ts'
import { favouriteOperations } from './messenger/favourites.ts'
import { feedOperations } from './messenger/feed.ts'
import { folderOperations } from './messenger/folders.ts'
import { markOperations } from './messenger/marks.ts'
import { messageOperations } from './messenger/messages.ts'
import { pinOperations } from './messenger/pins.ts'
import { pollOperations } from './messenger/polls.ts'
import { previewOperations } from './messenger/previews.ts'
import { publicationOperations } from './messenger/publications.ts'
import { reactionOperations } from './messenger/reactions.ts'
import { readerOperations } from './messenger/readers.ts'
import { scheduledOperations } from './messenger/scheduled.ts'
import { stickerOperations } from './messenger/stickers.ts'
import { reportDeskOperations } from './reports/report-desk.ts'
import { reportOperations } from './reports/reports.ts'

/** Every operation of the product by its id, one line a feature. */
export const operations = {
  ...fileOperations,
  ...signinOperations,
  ...sessionOperations,
  ...passwordOperations,
  ...factorOperations,
  ...passkeyOperations,
  ...phoneOperations,
  ...deletionOperations,
  ...ownDataOperations,
  ...profileOperations,
  ...mergeOperations,
  ...photoOperations,
  ...oidcOperations,
  ...oidcClientOperations,
  ...requestOperations,
  ...orderOperations,
  ...pageEditorOperations,
  ...communityOperations,
  ...organisationOperations,
  ...suspensionOperations,
  ...bannerOperations,
  ...memberRoleOperations,
  ...unitOperations,
  ...linkOperations,
  ...applicationOperations,
  ...queueDigestOperations,
  ...doubleOperations,
  ...contactOperations,
  ...blockOperations,
  ...privacyOperations,
  ...detailOperations,
  ...retentionOperations,
  ...quietOperations,
  ...urgentOperations,
  ...delegationOperations,
  ...dialogueRuleOperations,
  ...familyOperations,
  ...absenceOperations,
  ...consentOperations,
  ...ageNoticeOperations,
  ...taskOperations,
  ...cardOperations,
  ...personalContactOperations,
  ...emailInvitationOperations,
  ...phonebookOperations,
  ...ticketOperations,
  ...rosterOperations,
  ...rolloverOperations,
  ...matchedOperations,
  ...memberPhotoOperations,
  ...verificationOperations,
  ...auditOperations,
  ...chatOperations,
  ...chatAboutOperations,
  ...chatQuietOperations,
  ...chatVanishingOperations,
  ...chatEndingOperations,
  ...chatLinkOperations,
  ...chatPictureOperations,
  ...messageOperations,
  ...attachmentOperations,
  ...channelOperations,
  ...favouriteOperations,
  ...draftOperations,
  ...scheduledOperations,
  ...folderOperations,
  ...markOperations,
  ...pinOperations,
  ...pollOperations,
  ...publicationOperations,
  ...previewOperations,
  ...announcementOperations,
  ...feedOperations,
  ...reactionOperations,
  ...readerOperations,
  ...stickerOperations,
  ...callOperations,
  ...hallOperations,
  ...attendanceOperations,
  ...callLinkOperations,
  ...callGuestOperations,
  ...plannedCallOperations,
  ...speakingOperations,
  ...permissionOperations,
  ...attentionOperations,
  ...applauseOperations,
  ...trialOperations,
  ...intakeOperations,
  ...personLinkOperations,
  ...toldAbsenceOperations,
  ...integrationOperations,
  ...reportOperations,
  ...reportDeskOperations,
} as const satisfies Readonly<Record<string, Operation>>

export type Operations = typeof operations
export type OperationId = keyof Operations
