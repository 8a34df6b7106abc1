export const ru = {
  denied: 'Здесь для вас закрыто',
  failed: 'Не получилось загрузить',
  retry: 'Повторить',
  code: (code: string) => `Код для поддержки: ${code}`,
  copy: 'Скопировать',
  close: 'Закрыть',
  undo: (clock: string) => `Отменить (${clock})`,
  hide: 'Скрыть',
  more: 'Показать ещё',
  selectAll: 'Выбрать все на странице',
  select: (name: string) => `Выбрать: ${name}`,
  all: 'Все',
}
