"""Readers of label formats; each yields what is drawn on each picture."""
