export const ru = { confirm: 'Подтвердить статус учителя' }
