"""A fake world around the real code: clocks, network, sticks, power, disks. One integer replays a run."""
