const view = new DataView(new ArrayBuffer(8));

/** A number in four bytes ([MS-XLS] 2.5.217): a whole number or the upper half of a double, maybe of a hundredfold. */
export function rkNumber(value: number): number {
  let number: number;
  if ((value & 2) === 0) {
    view.setUint32(0, value & ~3);
    view.setUint32(4, 0);
    number = view.getFloat64(0);
  } else number = value >> 2;
  return (value & 1) === 0 ? number : number / 100;
}
