"""Tests of the training project; they need no data but what they generate."""
