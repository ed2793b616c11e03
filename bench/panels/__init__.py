"""Measures the drawing of panels against its targets, beside another program in the same run.

``python -m bench.panels [PART]...`` runs every part, or those named: fairness, objectives,
clashes, replacing, breaks, scale. Both programs get one core. It ends with 1 where a target is
missed.
"""
