export const ru = {
  suspended: (name: string, reason: string) =>
    `«${name}»: работа приостановлена. Причина: ${reason} Читать можно, писать и менять нельзя. Возобновить может оператор.`,
  until: (when: string) => `До: ${when}`,
  hide: 'Скрыть объявление',
}
