import type { LinkCode, PageSentences } from '../page-errors.ts'

export const linkErrors: PageSentences<LinkCode> = {
  ru: {
    'link.unknown': 'Такой ссылки нет. Проверьте адрес или попросите новую.',
    'link.revoked': 'Ссылку отозвали. Попросите школу прислать новую.',
    'link.expired': 'Срок ссылки истёк. Попросите школу прислать новую.',
    'link.usedUp': 'По этой ссылке больше нельзя подать заявку. Попросите школу прислать новую.',
    'link.restoreOver':
      'Вернуть ссылку нельзя: прошло больше десяти минут, или вместо неё уже есть другая. Создайте новую.',
    'link.roleImpossible': 'По ссылке нельзя пригласить в эту роль.',
    'link.expiryInvalid': 'Срок ссылки должен быть в будущем, не дальше года.',
  },
  en: {
    'link.unknown': 'There is no such link. Check the address or ask for a new one.',
    'link.revoked': 'The link was revoked. Ask the school for a new one.',
    'link.expired': 'The link has expired. Ask the school for a new one.',
    'link.usedUp': 'No more applications can be made by this link. Ask the school for a new one.',
    'link.restoreOver':
      'The link cannot be brought back: more than ten minutes have passed, or another one has taken its place. Make a new one.',
    'link.roleImpossible': 'Nobody can be invited into this role by a link.',
    'link.expiryInvalid': 'The link must expire in the future, within a year.',
  },
}
