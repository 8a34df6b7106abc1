import type { ApplicationState } from '#contract/communities/applications.ts'

type ByState = Readonly<Record<ApplicationState, string>>

export const ru = {
  title: 'Мои заявки',
  sub: 'Заявки в школы и другие организации',
  loading: 'Загружаем заявки',
  empty: {
    title: 'Заявок нет',
    text: 'В школу вступают по ссылке-приглашению. Попросите её у классного руководителя или администратора и откройте здесь.',
  },
  titles: {
    pending: 'Заявка на рассмотрении',
    approved: 'Заявка одобрена',
    rejected: 'Заявка отклонена',
    withdrawn: 'Вы отозвали заявку',
    expired: 'Срок заявки истёк',
  } satisfies ByState as ByState,
  sent: 'Заявка отправлена',
  waiting: {
    title: 'Школа рассматривает заявку',
    text: 'Решает администратор школы. Ждать на этой странице не нужно: состояние обновится здесь и в списке заявок.',
  },
  after: { title: 'Откроются чаты и каналы', text: 'Ваше имя увидят только участники организации.' },
  decided: {
    approved: 'Вы участник организации',
    rejected: 'Отказ',
    withdrawn: 'Заявка отозвана',
    expired: 'Никто не рассмотрел заявку вовремя',
  },
  expiredText: 'Подайте заявку ещё раз так же, как в первый: по ссылке-приглашению или из своего профиля.',
  reason: (reason: string) => `Причина: ${reason}`,
  note: 'До одобрения сообщения и участники организации вам не видны.',
  withdraw: 'Отозвать заявку',
  withdrawn: 'Заявка отозвана',
  openChats: 'Открыть чаты',
  openCommunity: 'Открыть организацию',
  missing: { title: 'Такой заявки нет', text: 'Возможно, она подана под другим профилем.' },
}
