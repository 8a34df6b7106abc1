export const ru = {
  suspended: (name: string, reason: string) =>
    `«${name}»: работа приостановлена. Причина: ${reason} Читать можно, писать и менять нельзя. Возобновить может оператор.`,
  until: (when: string) => `До: ${when}`,
  hide: 'Скрыть объявление',
  approved: (name: string) => `«${name}»: вас приняли`,
  rejected: (name: string) => `«${name}»: ваша заявка отклонена.`,
  expired: (name: string) => `«${name}»: вашу заявку никто не рассмотрел вовремя.`,
  why: 'Подробнее',
  hideDecision: 'Убрать это сообщение',
}
