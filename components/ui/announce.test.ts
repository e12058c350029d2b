import { describe, expect, it, vi } from 'vitest';
import { announce, announcements } from './announce';

describe('announce', () => {
  it('tells listeners until they leave, and keeps the two regions apart', () => {
    const heard = vi.fn();
    const leave = announcements.subscribe(heard);
    announce('Node added');
    announce('Save failed', 'assertive');
    expect(announcements.read()).toEqual({ polite: 'Node added', assertive: 'Save failed' });
    expect(heard).toHaveBeenCalledTimes(2);
    leave();
    announce('Node deleted');
    expect(heard).toHaveBeenCalledTimes(2);
  });
  it('changes the text when the same words are said again', () => {
    announce('Copied');
    const first = announcements.read().polite;
    announce('Copied');
    expect(announcements.read().polite).not.toBe(first);
    expect(announcements.read().polite.trim()).toBe('Copied');
    announce('Copied');
    expect(announcements.read().polite).toBe('Copied');
  });
  it('is silent on the server', () => {
    expect(announcements.atServer()).toEqual({ polite: '', assertive: '' });
  });
});
