"""Runs a command in a pseudo-terminal, types keys, and prints what the terminal shows and its settings afterwards.

pseudo_terminal.py COLUMNS KEYS-BY-TEXT… -- COMMAND…: each KEYS-BY-TEXT is TEXT=KEYS, typed when the terminal has shown TEXT.
"""
import os, struct, sys, termios, fcntl




import pty

columns = int(sys.argv[1])
split = sys.argv.index('--')
steps = [step.rsplit('=', 1) for step in sys.argv[2:split]]
master, slave = pty.openpty()
fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for fd in (0, 1, 2):
        os.dup2(slave, fd)
    os.execvp(sys.argv[split + 1], sys.argv[split + 1:])
shown = b''
import select
done = False
while not done:
    ready, _, _ = select.select([master], [], [], 0.2)
    if ready:
        shown += os.read(master, 65536)
        while steps and steps[0][0].encode() in shown:
            os.write(master, steps.pop(0)[1].encode().decode('unicode_escape').encode())
    else:
        ended, status = os.waitpid(pid, os.WNOHANG)
        done = ended != 0
after = termios.tcgetattr(slave)
print(shown.decode('utf8', 'replace'))
print('terminal restored' if before == after else 'terminal changed', 'exit', os.waitstatus_to_exitcode(status))
