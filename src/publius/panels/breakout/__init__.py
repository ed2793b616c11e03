"""Break-out tables for a panel: alike in every round, with few people meeting twice."""
