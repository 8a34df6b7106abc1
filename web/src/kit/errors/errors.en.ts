import type { ErrorCode } from '#contract/errors.ts'
import type { PageErrorCode } from './page-errors.ts'
import { type Sentence, seconds, sentenceIn, whole } from './sentence.ts'
import { later } from './words.en.ts'

export const en: Readonly<Record<Exclude<ErrorCode, PageErrorCode>, Sentence>> = {
  'request.invalid': 'The server did not understand the request. Reload the page and try again.',
  'request.malformed': 'The server did not understand the request. Reload the page and try again.',
  'request.tooLarge': 'Too much data at once. Split it into parts.',
  'request.originRefused': 'The request did not come from this site. Open Parta in a new tab and try again.',
  'request.hostUnknown': 'There is no Parta at this address. Check the address bar.',
  'operation.unknown': 'Your version does not have this. Reload the page.',
  'operation.wrongSurface': 'This is done at another address of Parta.',
  'session.required': 'Sign in to continue.',
  'session.ended': 'You were signed out on this device. Sign in again.',
  'session.lesson': 'This cannot be changed on a class tablet. Ask your teacher or parents.',
  'profile.required': 'Create a learning profile first.',
  'consent.required':
    'Under 14 a parent has to consent: on the page “Children” of their own profile, or on paper with the class teacher.',
  'factor.required':
    'Administrators and operators need a second factor. Connect an app with codes or a passkey: it takes two minutes.',
  'system.required': 'This is for an outside system with its own token only. The operator of Parta gives one.',
  'system.scopeMissing':
    'The outside system may not do this: its token has no such scope. The operator of Parta can change that.',
  'key.missing': 'The server did not understand the request. Reload the page and try again.',
  'key.reused': 'This was already sent with other data. Reload the page and try again.',
  'rate.limited': (d) => {
    const perMinute = whole(d, 'perMinuteMax')
    const why = perMinute === null ? 'Too many attempts.' : `Too often: no more than ${perMinute} a minute.`
    return `${why} Try again ${later(seconds(d))}.`
  },
  'service.draining': 'The server is restarting. Try again in a minute.',
  'service.storageFull': 'The server has run out of space. Tell the administrator of Parta.',
  'service.databaseDown': 'The server is unavailable for the moment. Try again in a minute.',
  internal: 'The server failed. Try again. If it does not help, give the code to support.',

  'signin.profileUnknown': 'There is no such profile. Choose another one.',
  'community.unknown': 'There is no such organisation, or you are not a member.',
  'community.notAllowed': 'Your role does not allow this. An administrator of the organisation can change it.',
  'community.suspended': (d) => `The organisation is suspended. ${sentenceIn(d, 'reason')}The operator can resume it.`,
  'contact.unknown': 'There is no such person, or you do not see them.',
  'block.selfImpossible': 'You cannot block yourself.',
  'block.tooMany': 'There are a thousand people on the list already. Unblock somebody.',

  'chat.unknown': 'There is no such chat, or you are not in it.',
  'chat.titleInvalid': 'Write a chat name of one to two hundred characters.',
  'chat.descriptionTooLong': (d) =>
    `The description is longer than ${whole(d, 'lengthMax') ?? 500} characters. Shorten it.`,
  'chat.membersMissing': 'Choose at least one person.',
  'chat.membersTooMany': (d) => `A chat holds at most ${whole(d, 'membersMax') ?? 5000} people.`,
  'chat.notContact':
    'This person is not among your contacts: they follow from classes and roles, which the administrator of the organisation changes.',
  'chat.jointPupil':
    'There are no pupils in joint chats between organisations. It is a rule of the platform for the safety of children.',
  'chat.adultPupilDirect':
    'The organisation does not let an adult and a pupil who are not family write to each other alone. Start a chat with a second adult in it; the administrator of the organisation can change the rule.',
  'chat.guardianMissing':
    'An adult may write with a pupil only when the parents see it, and they have no profile yet. Invite the parents, or ask the administrator of the organisation to change the rules of communication.',
  'chat.secondAdultMissing':
    'The organisation has not named an adult who sees such conversations. Its administrator names one in the rules of communication.',
  'chat.personWithheld': 'Nobody can write to this pupil now. The class teacher knows why.',
  'chat.blocking': 'You have blocked this person. Unblock them to write.',
  'chat.archived':
    'The class has graduated; this chat is read-only. An administrator of the organisation can bring the class back.',
  'chat.observing':
    'You see this dialogue and take no part in it: the organisation has decided so, and its administrator can change the rules of communication.',
  'chat.notAllowed':
    'Only those who lead the chat can do this. Its owner decides who leads it and what the others may.',
  'chat.forwardForbidden':
    'Messages of this chat cannot be forwarded: whoever leads it has decided so, and can change it.',
  'draft.versionConflict': 'Another device of yours has just changed this draft.',
  'draft.tooMany': (d) =>
    `There are ${whole(d, 'draftsMax') ?? 300} drafts already: a new one stays on this device. Send or delete some.`,
  'folder.nameInvalid': (d) => `Name the folder: up to ${whole(d, 'nameMax') ?? 30} characters.`,
  'folder.twice': 'A folder was given twice. Open the page anew and try again.',
  'folder.versionConflict': 'Another device of yours has just changed the folders. Look at them again and repeat.',
  'mark.tooMany': (d) =>
    `You can mark no more than ${whole(d, 'marksMax') ?? 1000} messages for yourself. Unmark some that you no longer need.`,
  'mention.invalid': 'The mention does not fit the text. Delete it and choose the person again.',
  'mention.unknown':
    'Only members of the chat can be mentioned here, and one of those named is none. Take the mention out, or ask whoever leads the chat to add the person.',
  'mention.allForbidden':
    'Not everybody may mention all in this chat. Its owner and administrators decide on it in “Managing the chat”.',
  'pin.tooMany': (d) => `No more than ${whole(d, 'pinsMax') ?? 50} messages can be pinned. Unpin some first.`,
  'pin.othersPinned': 'Other messages were pinned while you changed the order. Please look again.',
  'chat.memberUnknown': 'This person is not in the chat.',
  'chat.leaveImpossible': 'This chat cannot be left: it follows the role in the organisation.',
  'chat.ofUnit':
    'The chat of a class or unit is not deleted: it goes with it into the new year. An administrator of the organisation closes it together with the class.',
  'chat.wasSupervised':
    'Here an adult and a pupil were alone, and somebody else saw what they wrote: that is how the organisation protects children, so what was said stays. You can hide the chat for yourself or leave it.',
  'chat.selfImpossible': 'You cannot choose yourself.',
  'message.empty': 'Write the text of the message.',
  'message.tooLong': (d) => `The message is longer than ${whole(d, 'lengthMax') ?? 4096} characters. Split it.`,
  'message.replyUnknown': 'The message you answer is gone.',
  'message.writeForbidden':
    'The message cannot be delivered: you may not write here now. Ask the administrator of the organisation about its rules of communication.',
  'message.channelReadOnly': 'Only administrators of the organisation write in the channel; answers are not possible.',
  'message.leadersOnly': 'Only those who lead this chat write here. Its owner and administrators decide on it.',
  'message.tooSoon': (d) =>
    `The chat is in slow mode: you can send the next message ${later(whole(d, 'waitSeconds') ?? 60)}. Whoever leads the chat changes the pace.`,
  'message.urgentForbidden':
    'Urgent messages are sent by the staff of an organisation: in its chats, and to its members. Its administrator changes who is staff.',
  'message.urgentSpent':
    'The urgent messages of this week are already sent. Send an ordinary one: it sounds when the quiet time ends.',
  'message.oneAtATime':
    'The chat is in slow mode: one message at a time is sent there. Whoever leads the chat changes the pace.',
  'message.vanishForbidden':
    'Disappearing messages are for those who lead this chat. Its owner and administrators decide on it.',
  'message.vanishWithPupils':
    'The organisation does not allow disappearing messages where there are pupils. Its administrator changes this rule.',
  'message.unknown': 'There is no such message.',
  'message.notOwn': 'You can only change your own message. Whoever leads the chat can delete others’.',
  'message.dayOver': 'You can edit your message or delete it for everyone within a day. That time is over.',
  'message.erased': 'The message is deleted; nothing more can be done with it.',
  'message.forwarded':
    'Forwarded words and reminders of calls cannot be edited. Delete the message or write a new one.',
  'message.vanishing': 'Messages that disappear are not forwarded: their author wanted them to be brief.',
  'announcement.wholeOnly':
    'This is an announcement: it is the same in all chats. Open the page “Announcements” to edit or withdraw it.',
  'poll.notEdited': 'A question cannot be edited: people may have answered it. Delete the poll and make another one.',
  'sticker.unknown': 'This sticker is not there any more: the operator has taken its pack back. Choose another one.',
  'sticker.notAlone': 'A sticker goes alone, without a text and files. Write them in the next message.',
  'sticker.notEdited': 'A sticker is not changed. Delete it and choose another one.',
  'poll.notForwarded': 'A poll is not forwarded: votes count where it was made. Create one like it in the other chat.',
  'attachment.unknown':
    'This attachment is not there any more: files that are not sent within a day are deleted. Attach it again.',
  'attachment.placeStays':
    'A picture of this format (HEIC, TIFF, RAW) may tell where it was taken, which Parta cannot take out of it, and pupils read this chat. Save the picture as JPEG and attach it again.',
  'message.staffOnly':
    'Messages of the channel of the staff stay with the staff: they go only to chats where everybody works in this organisation. This is a rule of the platform.',
  'message.unobserved':
    'Those who see the dialogue do not see this message, so it cannot be reacted to. Write a new one.',
  'message.reactionClosed':
    'This reaction cannot be given here: the organisation has decided so, and its administrator can change it.',
  'message.reactorsHidden':
    'Nobody sees who has reacted in a channel, only how many people have. This is a rule of the platform.',
  'message.supervised':
    'Somebody else sees this dialogue, so what was said stays: messages here do not disappear and cannot be edited or deleted. Write a new message.',
  'message.versionConflict': 'The message was edited on another device. Look at the new text and try again.',
}
