// Printed from the migrated database; see `npm run print`.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>

export interface Tables {
  'calls.call': CallsCallRow
  'calls.guest': CallsGuestRow
  'calls.hall': CallsHallRow
  'calls.halls': CallsHallsRow
  'calls.link': CallsLinkRow
  'calls.person': CallsPersonRow
  'calls.planned_call': CallsPlannedCallRow
  'calls.stay': CallsStayRow
  'calls.visit': CallsVisitRow
  'communities.absence': CommunitiesAbsenceRow
  'communities.age_notice_seen': CommunitiesAgeNoticeSeenRow
  'communities.application': CommunitiesApplicationRow
  'communities.banner': CommunitiesBannerRow
  'communities.block': CommunitiesBlockRow
  'communities.card_session': CommunitiesCardSessionRow
  'communities.class_card': CommunitiesClassCardRow
  'communities.class_device': CommunitiesClassDeviceRow
  'communities.community': CommunitiesCommunityRow
  'communities.community_role': CommunitiesCommunityRoleRow
  'communities.contact_code': CommunitiesContactCodeRow
  'communities.delegation': CommunitiesDelegationRow
  'communities.details': CommunitiesDetailsRow
  'communities.details_change': CommunitiesDetailsChangeRow
  'communities.dialogue_rules': CommunitiesDialogueRulesRow
  'communities.double_different': CommunitiesDoubleDifferentRow
  'communities.double_merge': CommunitiesDoubleMergeRow
  'communities.email_invitation': CommunitiesEmailInvitationRow
  'communities.family_case': CommunitiesFamilyCaseRow
  'communities.family_case_role': CommunitiesFamilyCaseRoleRow
  'communities.family_limit': CommunitiesFamilyLimitRow
  'communities.invite_link': CommunitiesInviteLinkRow
  'communities.logo': CommunitiesLogoRow
  'communities.matched_approval': CommunitiesMatchedApprovalRow
  'communities.matched_line': CommunitiesMatchedLineRow
  'communities.member': CommunitiesMemberRow
  'communities.member_role': CommunitiesMemberRoleRow
  'communities.order_scan': CommunitiesOrderScanRow
  'communities.organisation_request': CommunitiesOrganisationRequestRow
  'communities.page_editor': CommunitiesPageEditorRow
  'communities.pending_administrator': CommunitiesPendingAdministratorRow
  'communities.personal_contact': CommunitiesPersonalContactRow
  'communities.phonebook': CommunitiesPhonebookRow
  'communities.phonebook_match': CommunitiesPhonebookMatchRow
  'communities.phonebook_pair': CommunitiesPhonebookPairRow
  'communities.privacy': CommunitiesPrivacyRow
  'communities.privacy_limit': CommunitiesPrivacyLimitRow
  'communities.queue_digest': CommunitiesQueueDigestRow
  'communities.quiet_rules': CommunitiesQuietRulesRow
  'communities.quiet_wish': CommunitiesQuietWishRow
  'communities.quota': CommunitiesQuotaRow
  'communities.request_move': CommunitiesRequestMoveRow
  'communities.retention': CommunitiesRetentionRow
  'communities.rollover': CommunitiesRolloverRow
  'communities.rollover_line': CommunitiesRolloverLineRow
  'communities.roster_import': CommunitiesRosterImportRow
  'communities.roster_import_row': CommunitiesRosterImportRowRow
  'communities.roster_record': CommunitiesRosterRecordRow
  'communities.second_adult': CommunitiesSecondAdultRow
  'communities.sms_use': CommunitiesSmsUseRow
  'communities.suspension': CommunitiesSuspensionRow
  'communities.task_fold': CommunitiesTaskFoldRow
  'communities.ticket': CommunitiesTicketRow
  'communities.ticket_move': CommunitiesTicketMoveRow
  'communities.ticket_successor': CommunitiesTicketSuccessorRow
  'communities.unit': CommunitiesUnitRow
  'communities.urgent_message': CommunitiesUrgentMessageRow
  'connector.chat': ConnectorChatRow
  'connector.fact': ConnectorFactRow
  'connector.link': ConnectorLinkRow
  'connector.member': ConnectorMemberRow
  'connector.organisation': ConnectorOrganisationRow
  'connector.place': ConnectorPlaceRow
  'connector.unit': ConnectorUnitRow
  'files.community_use': FilesCommunityUseRow
  'files.file': FilesFileRow
  'identity.account': IdentityAccountRow
  'identity.account_code': IdentityAccountCodeRow
  'identity.account_merge': IdentityAccountMergeRow
  'identity.consent': IdentityConsentRow
  'identity.deletion': IdentityDeletionRow
  'identity.device': IdentityDeviceRow
  'identity.guardian': IdentityGuardianRow
  'identity.name_change': IdentityNameChangeRow
  'identity.oidc_choice': IdentityOidcChoiceRow
  'identity.oidc_client': IdentityOidcClientRow
  'identity.oidc_key': IdentityOidcKeyRow
  'identity.oidc_payload': IdentityOidcPayloadRow
  'identity.own_data_link': IdentityOwnDataLinkRow
  'identity.passkey': IdentityPasskeyRow
  'identity.passkey_challenge': IdentityPasskeyChallengeRow
  'identity.person': IdentityPersonRow
  'identity.phone_move': IdentityPhoneMoveRow
  'identity.phone_proof': IdentityPhoneProofRow
  'identity.photo': IdentityPhotoRow
  'identity.photo_change': IdentityPhotoChangeRow
  'identity.photo_picture': IdentityPhotoPictureRow
  'identity.profile': IdentityProfileRow
  'identity.recovery_code': IdentityRecoveryCodeRow
  'identity.session': IdentitySessionRow
  'identity.signin_code': IdentitySigninCodeRow
  'identity.signin_flow': IdentitySigninFlowRow
  'identity.totp': IdentityTotpRow
  'messenger.announcement': MessengerAnnouncementRow
  'messenger.announcement_answer': MessengerAnnouncementAnswerRow
  'messenger.announcement_reminder': MessengerAnnouncementReminderRow
  'messenger.announcement_target': MessengerAnnouncementTargetRow
  'messenger.attachment': MessengerAttachmentRow
  'messenger.channel_post': MessengerChannelPostRow
  'messenger.chat': MessengerChatRow
  'messenger.chat_event': MessengerChatEventRow
  'messenger.chat_head': MessengerChatHeadRow
  'messenger.chat_interval': MessengerChatIntervalRow
  'messenger.chat_link': MessengerChatLinkRow
  'messenger.chat_member': MessengerChatMemberRow
  'messenger.chat_picture': MessengerChatPictureRow
  'messenger.draft': MessengerDraftRow
  'messenger.folders': MessengerFoldersRow
  'messenger.gone_sender': MessengerGoneSenderRow
  'messenger.join_request': MessengerJoinRequestRow
  'messenger.link_preview': MessengerLinkPreviewRow
  'messenger.mark': MessengerMarkRow
  'messenger.media': MessengerMediaRow
  'messenger.message': MessengerMessageRow
  'messenger.poll': MessengerPollRow
  'messenger.poll_vote': MessengerPollVoteRow
  'messenger.poll_voter': MessengerPollVoterRow
  'messenger.publication': MessengerPublicationRow
  'messenger.reaction': MessengerReactionRow
  'messenger.read_position': MessengerReadPositionRow
  'messenger.read_step': MessengerReadStepRow
  'messenger.scheduled': MessengerScheduledRow
  'messenger.silent_reader': MessengerSilentReaderRow
  'messenger.sms_invitation': MessengerSmsInvitationRow
  'messenger.sticker': MessengerStickerRow
  'messenger.sticker_pack': MessengerStickerPackRow
  'messenger.supervision_due': MessengerSupervisionDueRow
  'platform.audit_entry': PlatformAuditEntryRow
  'platform.audit_head': PlatformAuditHeadRow
  'platform.audit_person': PlatformAuditPersonRow
  'platform.audit_read': PlatformAuditReadRow
  'platform.command_result': PlatformCommandResultRow
  'platform.erasure': PlatformErasureRow
  'platform.log_event': PlatformLogEventRow
  'platform.log_head': PlatformLogHeadRow
  'platform.rate_limit': PlatformRateLimitRow
  'platform.secret': PlatformSecretRow
  'reports.accused': ReportsAccusedRow
  'reports.kept_message': ReportsKeptMessageRow
  'reports.report': ReportsReportRow
  'school.account': SchoolAccountRow
  'school.account_role': SchoolAccountRoleRow
  'school.chat': SchoolChatRow
  'school.chat_choice': SchoolChatChoiceRow
  'school.connection': SchoolConnectionRow
  'school.enrolment': SchoolEnrolmentRow
  'school.fact': SchoolFactRow
  'school.family': SchoolFamilyRow
  'school.link': SchoolLinkRow
  'school.link_attempt': SchoolLinkAttemptRow
  'school.organisation': SchoolOrganisationRow
  'school.person': SchoolPersonRow
  'school.position': SchoolPositionRow
  'school.role': SchoolRoleRow
  'school.session': SchoolSessionRow
  'school.subject': SchoolSubjectRow
  'school.unit': SchoolUnitRow
}

export interface CallsCallRow {
  id: string
  chat_id: string
  version: Generated<number>
  started_by: string
  started_at: Date
  ended_at: Date | null
  ended_by: string | null
  waiting_room: Generated<boolean>
  locked: Generated<boolean>
  microphones: Generated<boolean>
  cameras: Generated<boolean>
  screens: boolean
  reactions: Generated<boolean>
  alone_since: Date | null
  looked_at: Date
  room_gone: Generated<boolean>
  revision: Generated<number>
  told_at: Date | null
  applauded_at: Date | null
}

export interface CallsGuestRow {
  id: string
  call_id: string
  name: string
  secret_hash: Buffer | null
  asked: string | null
  nudged: Generated<boolean>
  seen_at: Date
}

export interface CallsHallRow {
  id: string
  call_id: string
  place: number
  name: string
  alone_since: Date | null
}

export interface CallsHallsRow {
  call_id: string
  version: Generated<number>
  free: boolean
  open_since: Date | null
  ends_at: Date | null
}

export interface CallsLinkRow {
  call_id: string
  token: string
  guests: Generated<boolean>
  made_by: string
  made_at: Date
}

export interface CallsPersonRow {
  call_id: string
  profile_id: string
  is_guest: Generated<boolean>
  of_profile: Generated<string | null>
  of_guest: Generated<string | null>
  administrator: Generated<boolean>
  admission: string | null
  asked_at: Date | null
  seen_at: Date | null
  hall_id: string | null
  moved_at: Date | null
  hand_at: Date | null
  floor: Generated<boolean>
  may_microphone: boolean | null
  may_camera: boolean | null
  may_screen: boolean | null
  untold: Generated<boolean>
}

export interface CallsPlannedCallRow {
  id: string
  chat_id: string
  version: Generated<number>
  title: string
  planned_by: string
  day: string
  time: string
  time_zone: string
  weekdays: number[] | null
  until_day: string | null
  skipped: Generated<string[]>
  begun_day: string | null
  microphones_off: boolean
  cameras_off: boolean
  next_at: Date | null
  next_day: string | null
  reminded: Generated<boolean>
  cancelled: Generated<boolean>
  over_at: Date | null
}

export interface CallsStayRow {
  session_id: string
  call_id: string
  profile_id: string
  is_guest: Generated<boolean>
  of_profile: Generated<string | null>
  of_guest: Generated<string | null>
  joined_at: Date
  seen_at: Date
  left_at: Date | null
  untold: Generated<boolean>
}

export interface CallsVisitRow {
  call_id: string
  profile_id: string
  opened_at: Date
}

export interface CommunitiesAbsenceRow {
  id: string
  community_id: string
  unit_id: string
  child_profile_id: string
  first_day: string
  last_day: string
  reason: string
  note: string
  paper_id: string | null
  paper_name: string | null
  paper_bytes: number | null
  paper_by: string | null
  told_by: string
  told_at: Date
  changed_at: Date | null
  withdrawn_at: Date | null
  accepted_by: string | null
  accepted_at: Date | null
  known: boolean
  version: number
}

export interface CommunitiesAgeNoticeSeenRow {
  reader_profile_id: string
  profile_id: string
  age: number
  seen_at: Date
}

export interface CommunitiesApplicationRow {
  id: string
  community_id: string
  unit_id: string
  profile_id: string
  link_id: string | null
  role: string
  child_profile_id: string | null
  sort_name: string
  position: string
  path: string
  state: string
  version: Generated<number>
  submitted_at: Date
  decided_at: Date | null
  decided_by: string | null
  reason: Generated<string>
}

export interface CommunitiesBannerRow {
  one: Generated<boolean>
  id: string
  ru: string
  en: string
  until: Date
  set_by: string
  set_at: Date
}

export interface CommunitiesBlockRow {
  profile_id: string
  blocked_id: string
  blocked_at: Date
}

export interface CommunitiesCardSessionRow {
  session_id: string
  card_id: string
  device_id: string
  ends_at: Date
}

export interface CommunitiesClassCardRow {
  id: string
  unit_id: string
  profile_id: string
  secret_hash: Buffer
  symbols_hash: Buffer
  tries: Generated<number>
  locked_at: Date | null
  printed_by: string
  printed_at: Date
  ended_at: Date | null
}

export interface CommunitiesClassDeviceRow {
  id: string
  unit_id: string
  token_hash: Buffer
  name: string
  added_by: string
  added_at: Date
  used_at: Date | null
  expires_at: Date
  removed_at: Date | null
}

export interface CommunitiesCommunityRow {
  id: string
  type: string
  name: string
  short_name: string
  time_zone: string
  region: Generated<string>
  municipality: Generated<string>
  address: Generated<string>
  inn: Generated<string>
  kpp: Generated<string>
  head: Generated<string>
  phone: Generated<string>
  email: Generated<string>
  site: Generated<string>
  description: Generated<string>
  logo_id: string | null
  version: Generated<number>
  created_at: Date
  search: Generated<string>
}

export interface CommunitiesCommunityRoleRow {
  community_id: string
  role: string
  position: number
  grants: string[]
}

export interface CommunitiesContactCodeRow {
  profile_id: string
  token_hash: Buffer
  expires_at: Date
}

export interface CommunitiesDelegationRow {
  community_id: string
  leads: boolean
  changed_by: string
  changed_at: Date
}

export interface CommunitiesDetailsRow {
  profile_id: string
  birthday_reach: string
  phone: string
  email: string
  changed_at: Date
}

export interface CommunitiesDetailsChangeRow {
  id: string
  profile_id: string
  birthday_reach: string
  phone: string
  email: string
  at: Date
}

export interface CommunitiesDialogueRulesRow {
  community_id: string
  version: number
  under_14: string
  from_14: string
  guests_with_pupils: Generated<boolean>
  vanish_with_pupils: Generated<boolean>
  own_call_pictures: Generated<boolean>
  link_previews: Generated<string>
  changed_by: string
  changed_at: Date
}

export interface CommunitiesDoubleDifferentRow {
  community_id: string
  kind: string
  one_id: string
  other_id: string
  decided_by: string
  decided_at: Date
}

export interface CommunitiesDoubleMergeRow {
  id: string
  community_id: string
  kind: string
  keep_id: string
  gone_id: string
  state: string
  made_by: string
  made_at: Date
  effects: Json | null
}

export interface CommunitiesEmailInvitationRow {
  id: string
  community_id: string
  unit_id: string
  email: string
  token_hash: Buffer
  created_by: string
  sent_at: Date
  failed: Generated<boolean>
  expires_at: Date
  revoked_at: Date | null
  used_at: Date | null
  profile_id: string | null
}

export interface CommunitiesFamilyCaseRow {
  id: string
  community_id: string
  child_profile_id: string
  child_person_id: string
  adult_profile_id: string
  adult_person_id: string
  state: string
  reason: string
  opened_by: string
  opened_at: Date
  decided_by: string | null
  decided_at: Date | null
}

export interface CommunitiesFamilyCaseRoleRow {
  case_id: string
  unit_id: string
  basis: string
}

export interface CommunitiesFamilyLimitRow {
  community_id: string
  child_person_id: string
  adults_max: number
  allowed_by: string
  allowed_at: Date
}

export interface CommunitiesInviteLinkRow {
  id: string
  community_id: string
  unit_id: string
  role: string
  child_profile_id: string | null
  token: string
  created_by: string
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  uses_max: number | null
  uses: Generated<number>
}

export interface CommunitiesLogoRow {
  logo_id: string
  size: number
  community_id: string
  file_id: string
  source_id: string
}

export interface CommunitiesMatchedApprovalRow {
  id: string
  community_id: string
  made_by: string
  made_at: Date
}

export interface CommunitiesMatchedLineRow {
  approval_id: string
  application_id: string
  grounds: string[]
}

export interface CommunitiesMemberRow {
  community_id: string
  profile_id: string
  person_id: string
  sort_name: string
  position: Generated<string>
  version: Generated<number>
  withheld_until: Date | null
  leaving: Generated<boolean>
  joined_at: Date
}

export interface CommunitiesMemberRoleRow {
  id: string
  community_id: string
  profile_id: string
  role: string
  unit_id: string | null
  child_person_id: string | null
  granted_at: Date
  granted_by: string | null
  basis: string
}

export interface CommunitiesOrderScanRow {
  file_id: string
  request_id: string | null
  ticket_id: string | null
  format: string
  letter: Generated<boolean>
  name: string
  bytes: number
  phone: Generated<string>
  attached_at: Date
}

export interface CommunitiesOrganisationRequestRow {
  id: string
  number: Generated<number>
  secret_hash: Buffer
  state: string
  version: Generated<number>
  type: string
  name: string
  administrator_surname: string
  administrator_name: string
  administrator_patronymic: string
  administrator_phone: string
  inn: string
  kpp: string
  community_id: string | null
  source: string
  filed_at: Date
  search: Generated<string>
}

export interface CommunitiesPageEditorRow {
  community_id: string
  profile_id: string
  given_by: string
  given_at: Date
}

export interface CommunitiesPendingAdministratorRow {
  community_id: string
  phone: string
  created_at: Date
  claimed_by: string | null
  claimed_at: Date | null
  replaces: Generated<boolean>
}

export interface CommunitiesPersonalContactRow {
  owner_id: string
  other_id: string
  answered_at: Date
  confirmed_at: Date | null
}

export interface CommunitiesPhonebookRow {
  profile_id: string
  own_hash: Buffer
  compared_at: Date
}

export interface CommunitiesPhonebookMatchRow {
  one_id: string
  other_id: string
}

export interface CommunitiesPhonebookPairRow {
  profile_id: string
  pair: Buffer
}

export interface CommunitiesPrivacyRow {
  profile_id: string
  write_reach: string
  calls_reach: string
  groups_reach: string
  photo_reach: string
  read_marks: boolean
  changed_at: Date
}

export interface CommunitiesPrivacyLimitRow {
  community_id: string
  version: number
  widest: string
  changed_by: string
  changed_at: Date
}

export interface CommunitiesQueueDigestRow {
  community_id: string
  profile_id: string
  letters: Generated<boolean>
  sent_at: Date | null
}

export interface CommunitiesQuietRulesRow {
  community_id: string
  version: number
  rules: Json
  changed_by: string
  changed_at: Date
}

export interface CommunitiesQuietWishRow {
  profile_id: string
  version: number
  follows: boolean
  from_time: string | null
  to_time: string | null
  rest_days: number[]
  time_zone: string
  changed_at: Date
}

export interface CommunitiesQuotaRow {
  community_id: string
  storage_megabytes: number | null
  sms_per_month: number | null
  reason: string
  set_by: string
  set_at: Date
}

export interface CommunitiesRequestMoveRow {
  request_id: string
  position: number
  state: string
  reason: string
  author_account_id: string | null
  author_name: string
  at: Date
}

export interface CommunitiesRetentionRow {
  community_id: string
  version: number
  months: number | null
  changed_by: string
  changed_at: Date
}

export interface CommunitiesRolloverRow {
  id: string
  community_id: string
  version: Generated<number>
  state: string
  year: number
  made_by: string
  made_at: Date
  begun_by: string | null
  begun_at: Date | null
  done: Generated<number>
  to_do: Generated<number>
}

export interface CommunitiesRolloverLineRow {
  rollover_id: string
  unit_id: string
  position: number
  unit_version: number
  people_key: string
  name: string
  grade: number | null
  school_year: number
  leads: number
  staff: number
  pupils: number
  parents: number
  chats: string[]
  choice: string | null
  new_name: string
  chosen: Generated<boolean>
  reason: string | null
  changed: Generated<boolean>
  outcome: string | null
  effects: Json | null
}

export interface CommunitiesRosterImportRow {
  id: string
  community_id: string
  version: Generated<number>
  state: string
  file_name: string
  made_by: string
  made_at: Date
  list: string
  head_row: number
  columns: string[]
  with_doubts: Generated<boolean>
  place: Generated<number>
  done: Generated<number>
  to_do: Generated<number>
  added: Generated<number>
  corrected: Generated<number>
  kept: Generated<number>
  missing: Generated<number>
  new_units: Generated<string[]>
  units_made: Generated<string[]>
}

export interface CommunitiesRosterImportRowRow {
  import_id: string
  position: number
  cells: string[]
  verdict: string | null
  reasons: Generated<string[]>
  person: Json | null
  change: string | null
  target: string | null
  changed: Generated<Json>
  effects: Json | null
}

export interface CommunitiesRosterRecordRow {
  id: string
  community_id: string
  version: Generated<number>
  role: string
  child_id: string | null
  surname: string
  name: string
  patronymic: string
  name_key: string
  birth_date: string | null
  unit_id: string | null
  unit_name: string
  phones: string[]
  source: string
  import_id: string | null
  changed_at: Date
}

export interface CommunitiesSecondAdultRow {
  community_id: string
  profile_id: string
  position: number
}

export interface CommunitiesSmsUseRow {
  community_id: string
  month: string
  used: number
}

export interface CommunitiesSuspensionRow {
  id: string
  community_id: string
  reason: string
  suspended_by: string
  suspended_at: Date
  resumed_by: string | null
  resumed_at: Date | null
}

export interface CommunitiesTaskFoldRow {
  community_id: string
  profile_id: string
  folded_at: Date
}

export interface CommunitiesTicketRow {
  id: string
  number: Generated<number>
  secret_hash: Buffer
  kind: string
  state: string
  version: Generated<number>
  phone: string | null
  community_id: string | null
  surname: string
  name: string
  patronymic: string
  about: string
  resets_factors: boolean
  target_account_id: string | null
  target_profile_id: string | null
  needs_people: number | null
  needs_operator: boolean | null
  filed_at: Date
  escalates_at: Date
  due_at: Date | null
  over_at: Date | null
}

export interface CommunitiesTicketMoveRow {
  ticket_id: string
  position: number
  what: string
  reason: string
  author_account_id: string | null
  author_name: string
  operator: boolean
  at: Date
}

export interface CommunitiesTicketSuccessorRow {
  ticket_id: string
  surname: string
  name: string
  patronymic: string
}

export interface CommunitiesUnitRow {
  id: string
  community_id: string
  name: string
  grade: number | null
  system: Generated<boolean>
  school_year: number | null
  archived: Generated<boolean>
  version: Generated<number>
  parent_id: string | null
  created_at: Date
}

export interface CommunitiesUrgentMessageRow {
  community_id: string
  message_id: string
  profile_id: string
  reason: string
  at: Date
}

export interface ConnectorChatRow {
  chat_id: string
  community_id: string
  source_id: string
  kind: string
  title: string
  closed: Generated<boolean>
}

export interface ConnectorFactRow {
  community_id: string
  type: string
  id: string
  revision: number
  data: Json | null
}

export interface ConnectorLinkRow {
  community_id: string
  person_id: string
  profile_id: string
  made_at: Date
  undone_at: Date | null
}

export interface ConnectorMemberRow {
  chat_id: string
  profile_id: string
  by_facts: boolean
  by_hand: string | null
  role: string
  reasons: string[]
  hand_id: string | null
  since: Date
}

export interface ConnectorOrganisationRow {
  community_id: string
  client_id: string | null
  since: Date
  granted_by: string | null
  told_by: string | null
  facts_version: Generated<number>
  done_version: Generated<number>
  done_at: Date | null
  looked_at: Date | null
  tries: Generated<number>
  waiting_version: Generated<number>
  waiting_people: number | null
  waiting_among: number | null
  waiting_since: Date | null
  waiting_digest: Buffer | null
  let_digest: Buffer | null
  settled_digest: string | null
}

export interface ConnectorPlaceRow {
  community_id: string
  profile_id: string
  role: string
  unit_id: string
  child_person_id: string | null
  removed_by_hand: Generated<boolean>
  since: Date
}

export interface ConnectorUnitRow {
  community_id: string
  source_id: string
  unit_id: string
  name: string
}

export interface FilesCommunityUseRow {
  community_id: string
  bytes: number
}

export interface FilesFileRow {
  id: string
  kind: string
  owner_id: string
  community_id: string | null
  name: string
  bytes: number
  sha256: Buffer
  received: Generated<number>
  state: string
  created_at: Date
  expires_at: Date | null
  writer_id: string | null
  writer_until: Date | null
}

export interface IdentityAccountRow {
  id: string
  phone: string | null
  phone_changed_at: Date | null
  email: string | null
  password_hash: string | null
  password_changed_at: Date | null
  operator: Generated<boolean>
  created_at: Date
  locked_at: Date | null
  reopened_at: Date | null
}

export interface IdentityAccountCodeRow {
  account_id: string
  purpose: string
  code_hash: Buffer
  tries: Generated<number>
  expires_at: Date
  used_at: Date | null
}

export interface IdentityAccountMergeRow {
  id: string
  account_id: string
  other_account_id: string
  session_id: string | null
  ticket_id: string | null
  state: string
  former_phone: string | null
  at: Date
}

export interface IdentityConsentRow {
  id: string
  child_person_id: string
  text_version: number
  given_at: Date
  given_by: string
  guardian_person_id: string | null
  signed_by: string | null
  signed_on: string | null
  ended_at: Date | null
  ended_by: string | null
  ended_why: string | null
}

export interface IdentityDeletionRow {
  number: string
  account_id: string | null
  asked_at: Date
  due_at: Date
  closed_at: Date | null
  done_at: Date | null
  erased: Generated<Json>
}

export interface IdentityDeviceRow {
  id: string
  account_id: string
  token_hash: Buffer
  trusted_until: Date
}

export interface IdentityGuardianRow {
  child_person_id: string
  guardian_person_id: string
  created_at: Date
}

export interface IdentityNameChangeRow {
  id: string
  profile_id: string
  surname: string
  name: string
  patronymic: string
  at: Date
}

export interface IdentityOidcChoiceRow {
  client_id: string
  account_id: string
  profile_id: string
  scopes: string[]
  confirmed_at: Date
}

export interface IdentityOidcClientRow {
  id: string
  name: string
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  backchannel_logout_uri: string | null
  scopes: string[]
  system_scopes: Generated<string[]>
  notice_uri: string | null
  secret_hash: Buffer
  created_at: Date
}

export interface IdentityOidcKeyRow {
  kid: string
  private_key: Buffer
  signs_from: Date
}

export interface IdentityOidcPayloadRow {
  model: string
  id_hash: Buffer
  payload: Json
  grant_id: string | null
  uid: string | null
  user_code: string | null
  client_id: string | null
  account_id: string | null
  session_id: string | null
  profile_id: string | null
  created_at: Date
  expires_at: Date | null
  consumed_at: Date | null
}

export interface IdentityOwnDataLinkRow {
  token_hash: Buffer
  account_id: string
  session_id: string
  expires_at: Date
  uses: Generated<number>
}

export interface IdentityPasskeyRow {
  id: string
  account_id: string
  surface: string
  credential_id: Buffer
  public_key: Buffer
  counter: number
  transports: string[]
  name: string
  created_at: Date
  used_at: Date | null
}

export interface IdentityPasskeyChallengeRow {
  token_hash: Buffer
  surface: string
  account_id: string | null
  challenge: string
  expires_at: Date
}

export interface IdentityPersonRow {
  id: string
  surname: string
  name: string
  patronymic: string
  birth_date: string
  birth_date_locked_at: Date | null
  time_zone: Generated<string>
  created_at: Date
}

export interface IdentityPhoneMoveRow {
  id: string
  account_id: string
  session_id: string | null
  ticket_id: string | null
  resets_factors: Generated<boolean>
  merges: Generated<boolean>
  phone: string | null
  state: string
  at: Date
  due_at: Date | null
}

export interface IdentityPhoneProofRow {
  id: string
  token_hash: Buffer
  phone: string
  code_hash: Buffer
  tries: Generated<number>
  expires_at: Date
  proven_at: Date | null
  created_at: Date
}

export interface IdentityPhotoRow {
  profile_id: string
  id: string
  source_id: string
  set_at: Date
}

export interface IdentityPhotoChangeRow {
  id: string
  profile_id: string
  what: string
  by_id: string
  reason: string
  at: Date
}

export interface IdentityPhotoPictureRow {
  photo_id: string
  size: number
  file_id: string
}

export interface IdentityProfileRow {
  id: string
  account_id: string
  person_id: string
  kind: string
  surname: string
  name: string
  patronymic: string
  staff: Generated<boolean>
  gone: Generated<boolean>
  version: Generated<number>
  created_at: Date
}

export interface IdentityRecoveryCodeRow {
  account_id: string
  code_hash: Buffer
  used_at: Date | null
}

export interface IdentitySessionRow {
  id: string
  token_hash: Buffer
  account_id: string
  active_profile_id: string | null
  surface: string
  device: string
  started_at: Date
  seen_at: Date
  connected_at: Date | null
  expires_at: Date
  ended_at: Date | null
  ended_why: string | null
  lesson_ends_at: Date | null
  installed_at: Date | null
  recovery_code_at: Date | null
  methods: Generated<string[]>
}

export interface IdentitySigninCodeRow {
  flow_id: string
  code_hash: Buffer
  called: boolean
  tries: Generated<number>
  sent_at: Date
  expires_at: Date
  used_at: Date | null
}

export interface IdentitySigninFlowRow {
  id: string
  token_hash: Buffer
  surface: string
  address: string
  invitation_id: string | null
  link: string | null
  step: string
  reason: string | null
  address_proven: Generated<boolean>
  password_proven: Generated<boolean>
  factor_proven: Generated<boolean>
  methods: Generated<string[]>
  account_id: string | null
  profile_id: string | null
  session_id: string | null
  about: Json | null
  created_at: Date
  expires_at: Date
}

export interface IdentityTotpRow {
  account_id: string
  secret: string
  confirmed_at: Date | null
  last_step: Generated<number>
  created_at: Date
}

export interface MessengerAnnouncementRow {
  id: string
  community_id: string
  author_id: string
  text: string
  important: boolean
  confirm_answers: string | null
  confirm_who: string | null
  due_at: Date | null
  remind_at: Date | null
  reminded_at: Date | null
  reminding: Generated<boolean>
  version: Generated<number>
  made_at: Date
  edited_at: Date | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
}

export interface MessengerAnnouncementAnswerRow {
  announcement_id: string
  child_id: string
  adult_id: string
  answer: string
  comment: string
  answered_at: Date
}

export interface MessengerAnnouncementReminderRow {
  announcement_id: string
  adult_id: string
  reminded_at: Date
}

export interface MessengerAnnouncementTargetRow {
  announcement_id: string
  n: number
  message_id: string
  chat_id: string | null
  unit_id: string | null
  unit_audience: string | null
  seq: number | null
  version: Generated<number>
  due: Generated<boolean>
  refused: string | null
  kept: Generated<boolean>
}

export interface MessengerAttachmentRow {
  chat_id: string
  seq: number
  place: number
  file_id: string
  source_id: string
  kind: string
}

export interface MessengerChannelPostRow {
  chat_id: string
  seq: number
  author_id: string
}

export interface MessengerChatRow {
  id: string
  kind: string
  title: string
  description: Generated<string>
  picture_id: string | null
  community_id: string | null
  unit_id: string | null
  unit_audience: string | null
  channel_class: string | null
  direct_low: string | null
  direct_high: string | null
  history_from_start: boolean
  members_count: number
  permissions: Json
  slow_mode_ms: number | null
  pins: Generated<number[]>
  reactions: string[] | null
  supervision: string | null
  observer_ids: Generated<string[]>
  archived: Generated<boolean>
  deleted_at: Date | null
  join_requests: Generated<number>
  version: Generated<number>
  created_by: string | null
  created_at: Date
}

export interface MessengerChatEventRow {
  chat_id: string
  seq: number
  kind: string
  target_seq: number | null
  payload: Json
  at: Date
}

export interface MessengerChatHeadRow {
  chat_id: string
  last_seq: number
  last_ordinal: number
  policy_version: number
  refusal_version: Generated<number>
  write_refusal: string | null
}

export interface MessengerChatIntervalRow {
  chat_id: string
  profile_id: string
  start_seq: number
  joined_seq: number
  left_seq: number
}

export interface MessengerChatLinkRow {
  chat_id: string
  token: string
  made_by: string
  created_at: Date
  expires_at: Date
  uses_max: number | null
  uses: Generated<number>
  approval: boolean
}

export interface MessengerChatMemberRow {
  chat_id: string
  profile_id: string
  role: string
  leads_unit: Generated<boolean>
  facts_version: Generated<number>
  write_refusal: string | null
  start_seq: number
  joined_seq: number
  left_seq: number | null
  joined_at: Date
  paced_at: Date | null
  removed: Generated<boolean>
}

export interface MessengerChatPictureRow {
  picture_id: string
  size: number
  chat_id: string
  file_id: string
  source_id: string
}

export interface MessengerDraftRow {
  profile_id: string
  chat_id: string
  version: number
  written: boolean
  text: string
  mentions: Json | null
  reply_to_seq: number | null
}

export interface MessengerFoldersRow {
  profile_id: string
  version: number
  list: Json
}

export interface MessengerGoneSenderRow {
  profile_id: string
  community_id: string
  gone_at: Date
  due_at: Date | null
}

export interface MessengerJoinRequestRow {
  chat_id: string
  profile_id: string
  token: string
  asked_at: Date
  declined_at: Date | null
}

export interface MessengerLinkPreviewRow {
  chat_id: string
  seq: number
  address: string
  file_id: string | null
  message_version: number
  found_at: Date
}

export interface MessengerMarkRow {
  profile_id: string
  mark: string
  chat_id: string
  seq: number
  marked_at: Date
}

export interface MessengerMediaRow {
  file_id: string
  chat_id: string
  kind: string
  name: string
  bytes: number
  width: number | null
  height: number | null
  tells_place: boolean
  clean_id: string | null
  small_id: string | null
  large_id: string | null
  duration_ms: number | null
  waveform: number[] | null
  created_at: Date
}

export interface MessengerMessageRow {
  chat_id: string
  seq: number
  ordinal: number
  id: string
  sender_id: string
  text: string
  mentions: Json | null
  attachments: Json | null
  reply_to_seq: number | null
  origin: Json | null
  poll: Json | null
  announcement: Json | null
  sticker: Json | null
  urgent: string | null
  preview: Json | null
  version: Generated<number>
  sent_at: Date
  edited_at: Date | null
  expires_at: Date | null
  erased_at: Date | null
  erased_why: string | null
  reactions: Json | null
  reactions_seq: number | null
}

export interface MessengerPollRow {
  chat_id: string
  seq: number
  ends_at: Date | null
  ended_at: Date | null
  right_options: number[] | null
  sealed: Buffer | null
  told_at: Date
  untold: Generated<boolean>
}

export interface MessengerPollVoteRow {
  chat_id: string
  seq: number
  profile_id: string
  choice: number[]
  key: string
  voted_at: Date
}

export interface MessengerPollVoterRow {
  chat_id: string
  seq: number
  profile_id: string
  key: string
}

export interface MessengerPublicationRow {
  chat_id: string
  seq: number
  kind: string
  mirror_chat_id: string | null
  mirror_seq: number | null
}

export interface MessengerReactionRow {
  chat_id: string
  seq: number
  profile_id: string
  reaction: string
  given_seq: number
}

export interface MessengerReadPositionRow {
  chat_id: string
  profile_id: string
  seq: number
  ordinal: number
  shown_seq: Generated<number>
  held_until: Date | null
  hidden_seq: number | null
  muted: Generated<boolean>
  version: Generated<number>
  at: Date
}

export interface MessengerReadStepRow {
  chat_id: string
  profile_id: string
  seq: number
  at: Date
}

export interface MessengerScheduledRow {
  profile_id: string
  chat_id: string
  id: string
  version: Generated<number>
  text: string
  mentions: Json | null
  reply_to_seq: number | null
  send_at: Date
  failure: string | null
}

export interface MessengerSilentReaderRow {
  profile_id: string
}

export interface MessengerSmsInvitationRow {
  id: string
  chat_id: string
  sender_id: string
  sent_at: Date
}

export interface MessengerStickerRow {
  pack_id: string
  id: string
  place: Generated<number>
  words: string
  media_type: string
  bytes: Buffer
}

export interface MessengerStickerPackRow {
  id: string
  title: string
  state: string
  is_own: boolean
  place: Generated<number>
  changed_at: Date
}

export interface MessengerSupervisionDueRow {
  id: Generated<number>
  chat_id: string
  due_at: Date
}

export interface PlatformAuditEntryRow {
  chain: string
  number: number
  at: Date
  act: string
  actor: string | null
  operator: boolean
  objects: Json
  people: string[]
  before: Json
  after: Json
  previous_hash: Buffer
  hash: Buffer
}

export interface PlatformAuditHeadRow {
  chain: string
  last_number: number
  last_hash: Buffer
}

export interface PlatformAuditPersonRow {
  pseudonym: string
  kind: string
  subject_id: string
  salt: Buffer
}

export interface PlatformAuditReadRow {
  reader: string
  child: string
  data: string
  hour: number
}

export interface PlatformCommandResultRow {
  actor_key: string
  command_key: string
  operation: string
  input_hash: Buffer
  output: Json
  created_at: Date
}

export interface PlatformErasureRow {
  id: string
  kind: string
  target: Json
  at: Date
  shipped: Generated<boolean>
  done: Generated<boolean>
}

export interface PlatformLogEventRow {
  audience: string
  audience_id: string
  seq: number
  name: string
  payload: Json
  at: Date
}

export interface PlatformLogHeadRow {
  audience: string
  audience_id: string
  last_seq: number
}

export interface PlatformRateLimitRow {
  key: string
  points: Generated<number>
  expire: number | null
}

export interface PlatformSecretRow {
  name: string
  value: Buffer
  created_at: Date
}

export interface ReportsAccusedRow {
  report_id: string
  profile_id: string
}

export interface ReportsKeptMessageRow {
  chat_id: string
  seq: number
  message_id: string
  sender_id: string
  sealed: Buffer
  erased_at: Date
}

export interface ReportsReportRow {
  id: string
  community_id: string
  reporter_id: string | null
  reason: string
  words: string
  made_at: Date
  chat_id: string | null
  chat_title: string | null
  messages: number
  sealed: Buffer | null
  asked_by: string | null
  asked_at: Date | null
  opened_by: string | null
  opened_operator: Generated<boolean>
  opened_at: Date | null
  decided_by: string | null
  decided_at: Date | null
  outcome: string | null
  answer: Generated<string>
}

export interface SchoolAccountRow {
  id: string
  organisation_id: string
  person_id: string
  login: string
  password_hash: string
  password_stale: boolean
  closed_at: Date | null
  created_at: Date
}

export interface SchoolAccountRoleRow {
  account_id: string
  role_id: string
}

export interface SchoolChatRow {
  organisation_id: string
  id: string
  kind: string
  title: string | null
  unit_id: string | null
  version: Generated<number>
  changed_at: Date
  removed_at: Date | null
}

export interface SchoolChatChoiceRow {
  organisation_id: string
  chat_id: string
  person_id: string
  tab: string | null
}

export interface SchoolConnectionRow {
  organisation_id: string
  api_url: string | null
  client_id: string
  community_id: string
  client_secret: Buffer
  version: Generated<number>
  told_at: Date | null
  whole_at: Date | null
  trouble: string | null
  trouble_since: Date | null
  failures: Generated<number>
  again_at: Date | null
  leased_until: Date | null
}

export interface SchoolEnrolmentRow {
  id: string
  organisation_id: string
  unit_id: string
  person_id: string
  kind: string
  since: Date
  ended_at: Date | null
}

export interface SchoolFactRow {
  organisation_id: string
  type: string
  id: string
  revision: Generated<number>
  told_revision: Generated<number>
  refusal: string | null
  refusal_places: Generated<string[]>
  answered_at: Date | null
}

export interface SchoolFamilyRow {
  id: string
  organisation_id: string
  parent_id: string
  pupil_id: string
  removed_at: Date | null
}

export interface SchoolLinkRow {
  person_id: string
  organisation_id: string
  profile_name: string
  linked_at: Date
}

export interface SchoolLinkAttemptRow {
  session_id: string
  state_hash: Buffer
  nonce: string
  verifier: string
  begun_at: Date
}

export interface SchoolOrganisationRow {
  id: string
  name: string
  time_zone: string
  chats_administrator_id: string | null
  version: Generated<number>
  created_at: Date
}

export interface SchoolPersonRow {
  id: string
  organisation_id: string
  surname: string
  name: string
  patronymic: string
  birth_date: string | null
  version: Generated<number>
  created_at: Date
}

export interface SchoolPositionRow {
  id: string
  organisation_id: string
  person_id: string
  title: string
  kind: string
  hired_at: Date
  dismissed_at: Date | null
}

export interface SchoolRoleRow {
  id: string
  organisation_id: string
  name: string
  metarole: string | null
  rights: string[]
  version: Generated<number>
}

export interface SchoolSessionRow {
  id: string
  account_id: string
  token_hash: Buffer
  seen_at: Date
  expires_at: Date
  ended_at: Date | null
}

export interface SchoolSubjectRow {
  id: string
  organisation_id: string
  name: string
  removed_at: Date | null
}

export interface SchoolUnitRow {
  id: string
  organisation_id: string
  kind: string
  name: string
  grade: number | null
  class_id: string | null
  subject_id: string | null
  teacher_id: string | null
  whole_class: Generated<boolean>
  version: Generated<number>
  removed_at: Date | null
}
