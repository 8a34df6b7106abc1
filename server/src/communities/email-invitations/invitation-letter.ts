import type { Letter } from '../../platform/mail/mail.ts'

/** The letter that invites a pupil; its link is good for one registration. */
export function invitationLetter(to: string, what: { community: string; unit: string; link: string }): Letter {
  return {
    to,
    subject: `Приглашение в класс «${what.unit}»`,
    text: [
      `Вас приглашают в класс «${what.unit}» (${what.community}) на платформе «Парта».`,
      '',
      'Откройте ссылку вместе с ребёнком и зарегистрируйте его:',
      what.link,
      '',
      'Ссылка действует 30 дней и только один раз. Если вы не ждали этого письма, ничего не делайте.',
      '',
    ].join('\n'),
  }
}
