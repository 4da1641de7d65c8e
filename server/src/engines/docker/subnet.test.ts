import { describe, expect, it } from 'vitest';
import { Subnet } from './subnet.ts';

describe('Subnet', () => {
  it('knows the first and the last address of a range', () => {
    expect(Subnet.parse('172.18.0.0/16')).toMatchObject({ first: '172.18.0.1', last: '172.18.255.254' });
    expect(Subnet.parse('192.168.240.0/20')).toMatchObject({ first: '192.168.240.1', last: '192.168.255.254' });
  });

  it('gives each address between the two once, and none beyond', () => {
    const subnet = Subnet.parse('10.0.0.0/29');
    expect([0, 1, 2, 3, 4, 5].map((n) => subnet.host(n))).toEqual([
      null,
      '10.0.0.2',
      '10.0.0.3',
      '10.0.0.4',
      '10.0.0.5',
      null,
    ]);
    expect(subnet.last).toBe('10.0.0.6');
  });

  it('crosses the end of a byte', () => {
    expect(Subnet.parse('172.18.0.0/16').host(255)).toBe('172.18.1.0');
  });

  it.each(['', 'fd00::/64', '10.0.0.0/30'])('refuses %j', (text) => {
    expect(() => Subnet.parse(text)).toThrow('no usable IPv4 subnet');
  });
});
