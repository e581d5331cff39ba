"""What anybody who holds a box may know of it: is it genuine, where it grew, how it was kept."""
