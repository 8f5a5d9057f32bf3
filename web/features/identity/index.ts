export { Enrol } from './enrol.tsx';
export { Join } from './join.tsx';
export { Reset } from './reset.tsx';
export { SecondFactor } from './second-factor.tsx';
export { SetUp } from './set-up.tsx';
export { SignIn } from './sign-in.tsx';
