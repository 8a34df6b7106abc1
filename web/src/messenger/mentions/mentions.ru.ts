export const ru = {
  label: 'Кого упомянуть',
  everybody: 'все',
  everybodyText: (count: string) => `Упомянуть всех: ${count}`,
  loading: 'Участники загружаются…',
  failed: 'Список участников не загрузился: пока видны те, кто здесь писал.',
}
