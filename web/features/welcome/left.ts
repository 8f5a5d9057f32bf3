const key = 'welcome-left';

/** That the wizard was left, for as long as this tab lives: the next sign-in leads to it again while the name is missing. */
export const leave = (): void => sessionStorage.setItem(key, 'yes');
export const wasLeft = (): boolean => sessionStorage.getItem(key) === 'yes';
export const forget = (): void => sessionStorage.removeItem(key);
