import type { AnnouncementCode } from '../page-errors.ts'
import { type Sentence, whole } from '../sentence.ts'

/** Why nothing is announced in a place, by the rule. */
export const RULES: Readonly<Record<string, string>> = {
  channel: 'administrators of the organisation write in channels',
  unit: 'its teachers and an administrator of the organisation announce to a class',
  archived: 'the class is archived, an administrator of the organisation can bring it back',
  slow: 'the chat is in slow mode, which those who lead it can change',
  supervised: 'another adult sees this chat, and what is said there stays; the organisation has decided so',
  audience: 'this is a chat for announcements: choose the class instead',
  'message.leadersOnly': 'only those who lead this chat write there',
  'chat.archived': 'nobody writes there any more: an administrator of the organisation has archived the class',
  'chat.adultPupilDirect':
    'an adult and a pupil would be alone, which the organisation does not allow; its administrator can change the rule',
  'chat.guardianMissing':
    'an adult and a pupil would be alone, and the parents have no profile yet: invite the parents',
  'chat.secondAdultMissing':
    'an adult and a pupil would be alone; an administrator of the organisation names a second adult',
}
const OTHER = 'you do not write in this chat of the organisation; open it, or ask whoever leads it'

/** Sentences of announcements (MSG-22). */
export const en: Readonly<Record<AnnouncementCode, Sentence>> = {
  'announcement.unknown': 'There is no such announcement, or you do not see it.',
  'announcement.targetForbidden': (d) =>
    `Nothing was sent. Recipient ${whole(d, 'number') ?? 1}: ${RULES[String(d.rule)] ?? OTHER}. Take it off the list, or ask an administrator of the organisation for the right.`,
  'announcement.targetTwice': (d) => `Recipient ${whole(d, 'number') ?? 2} stands above already. Take it off.`,
  'announcement.notYours': 'Only its author changes the text of an announcement.',
  'announcement.confirmNobody':
    'There is nobody to confirm: no parents are among the recipients. Choose the parents of a class, a chat with parents or the common channel.',
  'announcement.dueInvalid': 'An answer is waited for at least an hour and at most a year. Choose another time.',
  'announcement.notAsked': 'This announcement asks for no answer.',
  'announcement.answerInvalid': 'This announcement is answered otherwise. Load the page again.',
  'announcement.commentTooLong': (d) =>
    `The comment is longer than ${whole(d, 'lengthMax') ?? 500} characters. Shorten it.`,
  'announcement.childUnknown': 'You are not asked about this child: the class teacher knows whose parents are whose.',
  'announcement.remindedToday': 'They have been reminded already. The next reminder can go a day after the last one.',
  'announcement.quietHours': (d) =>
    `Reminders go from ${whole(d, 'fromHour') ?? 8}:00 to ${whole(d, 'untilHour') ?? 20}:00 by the time of the organisation.`,
  'announcement.withdrawn': 'The announcement is withdrawn already. Make another one.',
}
