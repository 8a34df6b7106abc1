export const ru = { announcement: 'Объявление', important: 'Важно' }
