import type { LetterCode, PageSentences } from '../page-errors.ts'
import { whole } from '../sentence.ts'

export const letterErrors: PageSentences<LetterCode> = {
  ru: {
    'invitation.unknown': 'Такого приглашения нет. Проверьте ссылку или попросите учителя прислать новое письмо.',
    'invitation.used': 'По этому письму уже зарегистрировались. Войдите по почте.',
    'invitation.revoked': 'Приглашение отозвали. Попросите учителя прислать новое письмо.',
    'invitation.expired': 'Срок приглашения истёк. Попросите учителя прислать новое письмо.',
    'invitation.gradeRefused': 'По почте приглашают учеников 1–4 классов. Это правило платформы.',
    'invitation.emailInvalid': (d) => `Адрес номер ${whole(d, 'place') ?? 1} записан с ошибкой. Исправьте его.`,
    'signin.emailInvalid': 'Это не похоже на адрес почты. Проверьте его.',
    'signin.invitationNeeded':
      'Регистрация по почте возможна только по приглашению учителя. Откройте ссылку из его письма.',
    'signin.mailUnavailable': 'Письма сейчас не отправляются. Повторите через несколько минут.',
  },
  en: {
    'invitation.unknown': 'There is no such invitation. Check the link or ask the teacher for a new letter.',
    'invitation.used': 'Somebody has registered by this letter already. Sign in by e-mail.',
    'invitation.revoked': 'The invitation was taken back. Ask the teacher for a new letter.',
    'invitation.expired': 'The invitation has expired. Ask the teacher for a new letter.',
    'invitation.gradeRefused': 'Pupils of grades 1 to 4 are invited by e-mail. A rule of the platform.',
    'invitation.emailInvalid': (d) => `Address number ${whole(d, 'place') ?? 1} is not an e-mail address. Correct it.`,
    'signin.emailInvalid': 'This does not look like an e-mail address. Check it.',
    'signin.invitationNeeded':
      'Registration by e-mail is possible only when a teacher has invited you. Open the link in the letter.',
    'signin.mailUnavailable': 'Letters are not being sent now. Try again in a few minutes.',
  },
}
