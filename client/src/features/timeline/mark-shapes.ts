type Context = CanvasRenderingContext2D;

/** A cross: the connection was cut. */
export function cross(context: Context, x: number, y: number, size: number): void {
  context.lineWidth = 1.9;
  context.beginPath();
  context.moveTo(x - size, y - size);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y - size);
  context.lineTo(x - size, y + size);
  context.stroke();
}

/** A clock: the generator gave up. */
export function clock(context: Context, x: number, y: number, size: number): void {
  context.lineWidth = 1.6;
  context.beginPath();
  context.arc(x, y, size, 0, Math.PI * 2);
  context.moveTo(x, y - size * 0.7);
  context.lineTo(x, y);
  context.lineTo(x + size * 0.5, y);
  context.stroke();
}

/** A ring: there was no connection. */
export function ring(context: Context, x: number, y: number): void {
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(x, y, 3.1, 0, Math.PI * 2);
  context.stroke();
}

/** A diamond: something that the lab did or saw. */
export function diamond(context: Context, x: number, y: number, size: number): void {
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
  context.fill();
}
