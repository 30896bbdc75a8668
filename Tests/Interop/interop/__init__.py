"""Checks of the files that ragweed writes by readers that others wrote."""
