import type { OidcClientCode, PageSentences } from '../page-errors.ts'

export const clientErrors: PageSentences<OidcClientCode> = {
  ru: {
    'oidcClient.unknown': 'Такой внешней системы нет. Возможно, её уже удалили.',
    'oidcClient.exists': 'Эта система уже добавлена. Если секрет не сохранился, выпустите новый.',
    'oidcClient.nameInvalid': 'Напишите название системы.',
    'oidcClient.addressInvalid':
      'Проверьте адреса: они начинаются с https:// и все адреса возврата лежат на одном узле.',
  },
  en: {
    'oidcClient.unknown': 'There is no such outside system. It may have been removed already.',
    'oidcClient.exists': 'This system has been added already. If its secret was not kept, make a new one.',
    'oidcClient.nameInvalid': 'Write the name of the system.',
    'oidcClient.addressInvalid':
      'Check the addresses: they begin with https:// and all addresses of return are on one host.',
  },
}
